import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { regime } from './regime.ts';
import type { RuleBookEntry } from './rule-book.ts';

/** The regimes that ship with the product. */
export const REGIMES = import.meta.dirname;

/** Reads every regime of a folder; throws naming the file and each datum that is wrong. */
export function readShelf(folder: string): readonly RuleBookEntry[] {
  const entries = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => readRegime(join(folder, file)));
  const names = entries.map(({ ground }) => `${ground.name} ${ground.version}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Regime ${twice} stands twice in ${folder}.`);
  return entries;
}

function readRegime(file: string): RuleBookEntry {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`);
  }
  const parsed = regime.safeParse(value);
  if (!parsed.success)
    throw new Error(`${file} is not a regime:\n${z.prettifyError(parsed.error)}`);
  const sha256 = createHash('sha256')
    .update(canonicalize(parsed.data) ?? '')
    .digest('hex');
  const { name, version } = parsed.data;
  return { regime: parsed.data, ground: { name: `regime:${name}`, version, sha256 } };
}
