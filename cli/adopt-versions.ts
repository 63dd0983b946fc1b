import { openCases } from '../projections/standing.ts';
import type { RuleBookEntry } from '../regimes/rule-book.ts';
import { tellCases } from './tell-cases.ts';
import type { Telling } from './tell-cases.ts';

export type Adopted = {
  readonly cases: number;
  /** In which a clock moved, or its version did. */
  readonly moved: number;
  readonly unknown: number;
};

/**
 * Tells every open case to look for a version of its regime that takes running clocks over; the same regimes are
 * adopted once, however often this is run.
 */
export async function adoptVersions(
  house: Telling,
  regimes: readonly RuleBookEntry[],
): Promise<Adopted> {
  const answers = await tellCases(house, {
    about: 'regime',
    grounds: regimes.map(({ ground }) => ground),
    command: { type: 'AdoptNewVersions', data: {} },
    casesAfter: openCases,
  });
  return {
    cases: answers.length,
    moved: answers.filter((answer) => answer.status === 'recorded' && answer.events.length > 0)
      .length,
    unknown: answers.filter(({ status }) => status === 'unknown').length,
  };
}
