import type { Kind } from '../workflows/process.ts';
import { cases } from './cases.ts';
import { deadlines } from './deadlines.ts';
import { paths } from './paths.ts';
import type { ReadModel } from './read-model.ts';
import { registerEntries } from './registers/register-entries.ts';
import { returnCases } from './returns/return-cases.ts';
import { signOffs } from './sign-offs.ts';
import { standingModel } from './standing.ts';

/** Every read model of the product, by name; the projector follows them all, each with a checkpoint of its own. */
export function readModels(kinds: ReadonlyMap<string, Kind>): ReadonlyMap<string, ReadModel> {
  const models = [
    ...[standingModel(kinds), cases, deadlines, signOffs],
    ...[registerEntries, paths, returnCases],
  ];
  return new Map(models.map((model) => [model.name, model]));
}
