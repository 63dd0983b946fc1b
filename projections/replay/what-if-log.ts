import type { RecordedEvent, Text } from '../../events/envelope.ts';
import { whatIf } from '../../workflows/replay/what-if.ts';
import type { Divergence, Lab, WhatIf, Without } from '../../workflows/replay/what-if.ts';
import { cases as board } from '../cases.ts';
import { isWithin } from '../returns/period.ts';
import type { Period } from '../returns/period.ts';
import { foldModel } from './fold-model.ts';
import { NO_OUTCOMES, outcomesOf, plusOutcomes } from './outcomes.ts';
import type { Outcomes } from './outcomes.ts';

export type Compared = { readonly before: Outcomes; readonly after: Outcomes };

export type ChangedCase = Compared & {
  readonly stream: string;
  readonly unit: string | null;
  readonly product: string | null;
  readonly first: Divergence;
  readonly without: readonly Without[];
};

/** What would have come of the cases of a period under other rules. */
export type WhatIfLog = Compared & {
  /** Cases received in the period. */
  readonly cases: number;
  /** Those of which something can be said. */
  readonly compared: number;
  /** Cases that are not played as they were recorded under the rules that are, with where they part. */
  readonly notComparable: readonly { readonly stream: string; readonly revision: number }[];
  readonly changed: readonly ChangedCase[];
  readonly byUnit: readonly Group[];
  readonly byProduct: readonly Group[];
  readonly unknowable: readonly Text[];
};

/** Cases that share a unit or a product, whatever changed in them; null for those without. */
export type Group = Compared & {
  readonly name: string | null;
  readonly cases: number;
  readonly changed: number;
};

/** What no playing again can tell. */
const UNKNOWABLE: readonly Text[] = [
  {
    en: 'Everybody is taken to do what he did, when he did it. People who see another deadline act otherwise: nobody can know how.',
    zh: '假定每个人都在原时点做原来的事。期限不同，人的做法也会不同，无从得知。',
  },
  {
    en: 'Commands that were refused, and errands that nobody answered, are in no record and do not come again.',
    zh: '被拒绝的指令和未得到答复的外部事务不在记录中，不会重演。',
  },
  {
    en: 'An extension, a letter or an escalation that only the other rules call for was asked of nobody: what would have followed is not told.',
    zh: '仅新规则所要求的延期、函件或上报当时无人办理，其后果不作推断。',
  },
];

/** Plays the cases of a period under a draft; `onCase` hears of each case, also of those outside the period. */
export async function whatIfLog(
  lab: Lab,
  period: Period,
  cases: AsyncIterable<readonly RecordedEvent[]>,
  onCase: () => void = () => undefined,
): Promise<WhatIfLog> {
  const told: Told[] = [];
  const notComparable: { readonly stream: string; readonly revision: number }[] = [];
  for await (const events of cases) {
    const row = rowOf(events);
    if (isWithin(period, row.received_on)) {
      const outcome = whatIf(lab, events);
      if (outcome.comparable) told.push(toldOf(row, outcome));
      else notComparable.push({ stream: row.stream, revision: outcome.revision });
    }
    onCase();
  }
  return {
    cases: told.length + notComparable.length,
    ...{ compared: told.length, notComparable },
    ...sumOf(told),
    changed: told.flatMap(({ first, ...one }) => (first === null ? [] : [{ ...one, first }])),
    byUnit: groupsOf(told, ({ unit }) => unit),
    byProduct: groupsOf(told, ({ product }) => product),
    unknowable: UNKNOWABLE,
  };
}

type Told = Omit<ChangedCase, 'first'> & { readonly first: Divergence | null };

/** What the board shows of the case today. */
type Row = {
  readonly stream: string;
  readonly unit: string | null;
  readonly product: string | null;
  readonly received_on: string;
};

function rowOf(events: readonly RecordedEvent[]): Row {
  // A row of the board is what its model folds.
  return foldModel(board, events[0]?.stream ?? '', events) as Row;
}

function toldOf(
  { stream, unit, product }: Row,
  { before, after, first, without }: Extract<WhatIf, { comparable: true }>,
): Told {
  return {
    ...{ stream, unit, product, first, without },
    ...{ before: outcomesOf(before), after: outcomesOf(after) },
  };
}

function sumOf(told: readonly Compared[]): Compared {
  return {
    before: told.map(({ before }) => before).reduce(plusOutcomes, NO_OUTCOMES),
    after: told.map(({ after }) => after).reduce(plusOutcomes, NO_OUTCOMES),
  };
}

/** By name, those without one last. */
function groupsOf(told: readonly Told[], by: (one: Told) => string | null): readonly Group[] {
  return [...Map.groupBy(told, by)]
    .toSorted(([one], [other]) => (one ?? '\uffff').localeCompare(other ?? '\uffff', 'en'))
    .map(([name, group]) => ({
      ...{ name, cases: group.length },
      changed: group.filter(({ first }) => first !== null).length,
      ...sumOf(group),
    }));
}
