import type { Kind } from '../workflows/process.ts';
import { cases } from './cases.ts';
import { deadlines } from './deadlines.ts';
import { paths } from './paths.ts';
import type { ReadModel } from './read-model.ts';
import { registerEntries } from './registers/register-entries.ts';
import { returnCases } from './returns/return-cases.ts';
import { signOffs } from './sign-offs.ts';
import { standingModel } from './standing.ts';
import { TEXTS, textsModel } from './texts/texts.ts';
import type { OpeningTexts } from './texts/texts.ts';

/** The read models that are folded from events alone, by name. */
export function readModels(kinds: ReadonlyMap<string, Kind>): ReadonlyMap<string, ReadModel> {
  const models = [
    ...[standingModel(kinds), cases, deadlines, signOffs],
    ...[registerEntries, paths, returnCases],
  ];
  return new Map(models.map((model) => [model.name, model]));
}

/** Every read model of the product, by name; the projector follows them all, each with a checkpoint of its own. */
export function everyReadModel(
  kinds: ReadonlyMap<string, Kind>,
  opening: OpeningTexts,
): ReadonlyMap<string, ReadModel> {
  return new Map([...readModels(kinds), [TEXTS, textsModel(opening)]]);
}

/** The names of all of them, in their order. */
export function readModelNames(kinds: ReadonlyMap<string, Kind>): readonly string[] {
  return [...readModels(kinds).keys(), TEXTS];
}
