import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComplaintEvent, EventData } from '../../../events/complaint/complaint-events.ts';
import { FACTS_OF_TIME } from '../../../events/complaint/correction-events.ts';
import type { Instant } from '../../../events/envelope.ts';
import { brokenPromises } from '../../../simulation/case-laws.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import type { ComplaintState } from '../../../workflows/complaint/state.ts';
import {
  TUESDAY,
  box,
  breach,
  clara,
  given,
  hana,
  head,
  intake,
  lookedInto,
  rules,
  told,
} from './a-case.ts';
import { signedOff } from './a-final-response.ts';
import { signedOff as reviewed } from './a-review.ts';

const NOW: Instant = '2026-05-06T02:00:00.000Z';
const REQUEST = {
  ...{ regulator: 'nfra', reference: box('88'), receivedAt: TUESDAY },
  ...{ replyBy: '2026-03-13T02:00:00.000Z', regulatorReceivedAt: '2026-02-20T02:00:00.000Z' },
};
const receivedFrom = (regime: string) =>
  given().after(
    {
      type: 'ReceiveComplaint',
      data: {
        ...{ ...intake, regime, sentToFirmAt: TUESDAY },
        regulatorReceivedAt: '2026-02-20T02:00:00.000Z',
      },
    },
    { at: TUESDAY, by: clara },
  );
const reviewTold = given(reviewed).after(
  { type: 'RecordReviewTelling', data: { channel: 'phone', toldAt: '2026-04-21T02:00:00.000Z' } },
  { at: '2026-04-21T02:00:00.000Z', by: clara },
);
const finalResponse = given(signedOff()).after(
  { type: 'RecordTelling', data: { channel: 'post', toldAt: '2026-03-06T02:00:00.000Z' } },
  { at: '2026-03-06T02:00:00.000Z', by: hana },
);
/** Cases in which, between them, every fact is known and every kind of clock counts from one. */
const cases: readonly (readonly ComplaintEvent[])[] = [
  ...[receivedFrom('us-cfpb'), receivedFrom('cn-nfra-2020'), receivedFrom('cn-pboc-2020')],
  given(lookedInto).after(
    { type: 'RecordRegulatorRequest', data: REQUEST },
    { at: TUESDAY, by: hana },
  ),
  ...[[...lookedInto, breach], told, finalResponse, reviewTold],
];
const command = (fact: EventData<'FactCorrected'>['fact'], at: Instant, about?: number) =>
  ({
    type: 'CorrectFact',
    data: { fact, at, ...(about !== undefined && { about }), reasons: box('r') },
  }) as const;
type Correction = ReturnType<typeof command>;

/** Mostly beside the facts of these cases and their deadlines; to the millisecond at a few. */
const instants = fc.oneof(
  fc
    .integer({ min: Date.parse('2026-02-15T00:00:00.000Z'), max: Date.parse(NOW) })
    .map((at) => new Date(at).toISOString()),
  fc.constantFrom('2026-02-20T02:00:00.000Z', TUESDAY, '2026-03-17T16:00:00.000Z'),
);
const corrections = fc
  .tuple(fc.constantFrom(...FACTS_OF_TIME), instants, fc.constantFrom(undefined, 5))
  .map(([fact, at, about]) => command(fact, at, fact === 'request-received-at' ? 5 : about));

/** What is recorded by a correction; nothing when it is refused or changes nothing. */
function decided(events: readonly ComplaintEvent[], correction: Correction) {
  const context = { now: NOW, actor: head, rules };
  const decision = complaint.decide(given(events).state(), correction, context);
  return 'refused' in decision ? [] : decision.events;
}

/** As far as a clock says when it counts, and whether it was kept. */
function kept({ clocks, waiting }: ComplaintState) {
  return [
    ...clocks.map(({ name, startsAt, dueAt, breached, stopped }) => ({
      ...{ name, startsAt, dueAt, breached, stopped },
    })),
    ...waiting.map(({ name, startsAt, metAt }) => ({ name, startsAt, metAt })),
  ];
}

/** The same once what has fallen due by then is recorded, as the next look does. */
function keptByThen(state: ComplaintState) {
  return kept(state).map((clock) =>
    'stopped' in clock
      ? { ...clock, breached: clock.breached || (!clock.stopped && clock.dueAt < NOW) }
      : clock,
  );
}

describe('any correction of any fact', () => {
  test('moves no told deadline, and makes or revokes no breach, without an event that says so', () => {
    const accepted = new Set<string>();
    fc.assert(
      fc.property(fc.constantFrom(...cases), corrections, (events, correction) => {
        const [first, ...others] = decided(events, correction);
        if (first === undefined) return;
        accepted.add(correction.data.fact);
        expect(first).toMatchObject({ type: 'FactCorrected', data: { after: correction.data.at } });
        let state = given(events).state();
        for (const event of [first, ...others]) {
          const revision = state.next;
          const next = complaint.evolve(state, event, revision);
          expect(brokenPromises(state, next, { ...event, revision })).toEqual([]);
          const changed = kept(next).filter(
            (clock, place) => JSON.stringify(clock) !== JSON.stringify(kept(state)[place]),
          );
          const said = 'clock' in event.data ? event.data.clock : undefined;
          expect(changed.filter(({ name }) => name !== said)).toEqual([]);
          state = next;
        }
      }),
      { numRuns: 900 },
    );
    expect([...accepted].toSorted()).toEqual(FACTS_OF_TIME.toSorted());
  });

  test('that is taken back leaves every clock as it was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), corrections, (events, correction) => {
        const corrected = decided(events, correction);
        const [first] = corrected;
        if (first?.type !== 'FactCorrected') return;
        const { fact, about } = correction.data as Correction['data'] & { about?: number };
        const once = [...events, ...corrected];
        const back = decided(once, command(fact, first.data.before, about));
        expect(back[0]).toMatchObject({ type: 'FactCorrected' });
        expect(keptByThen(given([...once, ...back]).state())).toEqual(
          keptByThen(given(events).state()),
        );
      }),
      { numRuns: 400 },
    );
  });
});
