import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { ImportedCase } from '../../workflows/complaint/state.ts';
import { damageOf } from './damage.ts';
import type { ImportedRow } from './import-format.ts';

export type Doubted = {
  readonly changes: EventData<'ImportedFactsChanged'>;
  readonly recorded: ImportedCase;
  readonly row: ImportedRow;
  /** Another row of the same file that spoke of this case. */
  readonly otherRow: number | undefined;
  /** The recorded narrative in clear; asked for only when another one has come. */
  readonly openNarrative: () => Promise<string | undefined>;
};

/** Why what a row would change is not taken in silence. */
export async function doubtsOf(doubted: Doubted): Promise<readonly string[]> {
  const { changes, recorded, row, otherRow, openNarrative } = doubted;
  const facts = Object.entries(changes.facts).flatMap(([name, stated]) => {
    const known = recorded.facts[name];
    return known === undefined ? [] : [{ name, stated, known }];
  });
  const narrated = changes.narrative !== undefined && recorded.narrative !== null;
  const damage = narrated
    ? damageOf((await openNarrative()) ?? '', row.narrative ?? '')
    : undefined;
  const overwritten = [
    ...facts.map(({ name }) => name),
    ...(narrated ? ['narrative'] : []),
    ...(changes.sentOn === undefined || recorded.sentOn === null ? [] : ['sent-on']),
  ];
  const contradicts = otherRow !== undefined && overwritten.length > 0;
  return [
    ...facts.flatMap(damagedFact),
    ...(damage === undefined ? [] : [`the narrative ${damage}`]),
    ...(contradicts
      ? [`contradicts row ${otherRow} of the same file: ${overwritten.join(', ')}`]
      : []),
  ];
}

/** Words of a closed list, each checked when its row was read: a shorter one is another, not a cut one. */
const CODED = new Set(['company-response']);

function damagedFact(fact: { name: string; stated: string; known: string }): readonly string[] {
  const { name, stated, known } = fact;
  const damage = CODED.has(name) ? undefined : damageOf(known, stated);
  const [now, before] = [JSON.stringify(stated), JSON.stringify(known)];
  return damage === undefined ? [] : [`${name} ${now} ${damage}: ${before} is recorded`];
}
