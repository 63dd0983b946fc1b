import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Pages whose commands run in one home, one after the other, and must say what the page shows. */
export const WALKS: readonly { readonly pages: readonly string[] }[] = [
  { pages: ['docs/tutorial/first-complaint.md'] },
  { pages: ['docs/how-to/replay.md'] },
  { pages: ['docs/how-to/import.md', 'docs/how-to/report.md', 'docs/how-to/returns.md'] },
];

export type Block = { readonly language: string; readonly mark: string; readonly text: string };

/** Fenced blocks: "```sh run" has the language sh and the mark run. */
export function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/^```(\w*) ?(.*)\n([^]*?)^```$/gm)].map(
    ([, language = '', mark = '', text = '']) => ({ language, mark, text }),
  );
}

/** Lines of the product in a line of a shell, as words, up to a comment or to what the shell does with them. */
export function commandsIn(line: string): readonly (readonly string[])[] {
  const found = (line.split(' #')[0] ?? '').matchAll(
    /(?:\.\/redress|docker compose run --rm api|cli\/main\.ts) ([^#|>&()]*)/g,
  );
  return [...found].map(([, words = '']) => words.trim().split(/\s+/));
}

/** Every line of the product that a walk runs, as words. */
export function walkedLines(): readonly (readonly string[])[] {
  return WALKS.flatMap(({ pages }) => pages)
    .flatMap((page) => blocksOf(readFileSync(join(ROOT, page), 'utf8')))
    .filter(({ mark }) => mark === 'run')
    .flatMap(({ text }) => text.split('\n').flatMap(commandsIn));
}
