import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './compose-file.ts';

/** What stands in the image, by the Dockerfile: its last stage's lines, and the folders and files they copy. */
export function imageOf(): {
  readonly lines: readonly string[];
  readonly copied: readonly string[];
  readonly entrypoint: readonly string[];
} {
  const lines = readFileSync(join(ROOT, 'Dockerfile'), 'utf8').split('\n');
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
  const copied = last.flatMap((line) => {
    const words = /^COPY (?!--from)(.+)$/.exec(line)?.[1]?.split(' ') ?? [];
    return words.slice(0, -1);
  });
  const entrypoint = last.find((line) => line.startsWith('ENTRYPOINT '))?.slice(11) ?? '[]';
  return { lines, copied, entrypoint: JSON.parse(entrypoint) as string[] };
}

/** What .dockerignore lets through. */
export function sent(): readonly string[] {
  const lines = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
  return lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
}

/** Makes in `folder` what the image holds: the sources that are copied, and the packages without the tools. */
export function makeImage(folder: string): void {
  for (const path of imageOf().copied)
    cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    readonly packages: {
      readonly [path: string]: { readonly dev?: boolean; readonly os?: unknown };
    };
  };
  for (const [path, { dev, os }] of Object.entries(packages)) {
    const isOwn = /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path);
    if (!isOwn || dev === true || os !== undefined) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(ROOT, path), join(folder, path));
  }
}
