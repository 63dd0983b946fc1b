import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const ROOT = join(import.meta.dirname, '..', '..');

/**
 * What the tests ask of docker-compose.yml. Its whole shape is for the specification's own schema to check, which
 * stands beside this file: github.com/compose-spec/compose-spec at 170098b of 23 June 2026, Apache-2.0, as published.
 */
export type Composed = {
  readonly services: { readonly [name: string]: Composable };
  readonly volumes: { readonly [name: string]: unknown };
  readonly secrets: { readonly [name: string]: { readonly file: string } };
};

export type Composable = {
  readonly image: string;
  readonly build?: string;
  readonly restart?: string;
  readonly command?: readonly string[];
  readonly profiles?: readonly string[];
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly environment?: { readonly [name: string]: string | number };
  readonly depends_on?: {
    readonly [name: string]: { readonly condition: string; readonly required?: boolean };
  };
  readonly healthcheck?: { readonly disable?: boolean; readonly test?: readonly string[] };
};

export function composeText(): string {
  return readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
}

/** The file as Compose reads it, variables replaced: `$NAME` is not used, `${NAME:-default}` is. */
export function composed(environment: { readonly [name: string]: string } = {}): Composed {
  const text = composeText().replaceAll(
    /(?<!\$)\$\{(\w+):-(\w*)\}/g,
    (_all, name: string, usual: string) => environment[name] ?? usual,
  );
  return parse(text, { merge: true }) as Composed;
}

/** The product's own services, which are built here. */
export function ownServices(file: Composed): readonly (readonly [string, Composable])[] {
  return Object.entries(file.services).filter(([, { build }]) => build !== undefined);
}
