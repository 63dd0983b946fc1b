import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Instant } from '../../../events/envelope.ts';
import { share } from '../../../workflows/calendar.ts';
import { deadlines } from '../../../workflows/complaint/deadlines.ts';
import { RECEIVED_AT, box, breach, given, hana, head, lookedInto, sun } from './a-case.ts';

/** What is still to come of the clock to decide, as far as it warns or raises, in the order of the instants. */
function toCome(events: readonly ComplaintEvent[]) {
  return deadlines(given(events).state())
    .filter(({ name }) => /^decide-(warning|raise)/.test(name))
    .toSorted((one, other) => (one.at < other.at ? -1 : 1))
    .map(({ name }) => name.replace(/^decide-|@.*$/g, ''));
}

const later = (at: Instant) => new Date(Date.parse(at) + 1).toISOString();
const reasons = box('Entered wrongly.');
const raised: ComplaintEvent = {
  type: 'CaseEscalated',
  data: { to: 'head', because: 'time', clock: 'decide', percent: 90, by: 'redress' },
};

/** A case whose breach a correction revokes, as new facts do that came before it, and mediation that was asked for. */
const RECEIVED = '2026-03-12T02:00:00.000Z';
const corrected = (at: Instant, before: readonly ComplaintEvent[]) =>
  given(before).after(
    { type: 'CorrectFact', data: { fact: 'received-at', at: RECEIVED, reasons } },
    { at, by: head },
  );

const FACTS_AT = '2026-03-13T02:00:00.000Z';
const withFacts = (at: Instant, before: readonly ComplaintEvent[]) =>
  given(
    given(before).after(
      { type: 'RecordNewFacts', data: { facts: box('A recording.'), receivedAt: FACTS_AT } },
      { at, by: hana },
    ),
  ).after({ type: 'ConfirmNewFacts', data: { receipt: before.length, reasons } }, { at, by: head });

const APPLIED_AT = '2026-03-03T02:00:00.000Z';
const mediated = (at: Instant, before: readonly ComplaintEvent[]) => {
  const asked = { body: 'mediators', complainantAgrees: true, agreement: box('Signed.') };
  const begun = given(before).after(
    { type: 'BeginMediation', data: { ...asked, appliedAt: APPLIED_AT } },
    { at: '2026-03-18T02:00:00.000Z', by: head },
  );
  return given(begun).after(
    {
      type: 'EndMediation',
      data: { mediation: before.length, endedAt: '2026-03-18T02:00:00.000Z', result: 'failed' },
    },
    { at, by: sun },
  );
};

describe.each([
  ['a corrected receipt', corrected, RECEIVED, '2026-03-27T15:59:59.999Z'],
  ['new facts', withFacts, FACTS_AT, '2026-03-28T15:59:59.999Z'],
  ['mediation', mediated, RECEIVED_AT, '2026-04-01T15:59:59.999Z'],
] as const)('a clock whose breach is revoked by %s', (_, revokedBy, startsAt, dueAt) => {
  const breached = [...lookedInto, breach];
  const at = (percent: number) => share(startsAt, dueAt, percent);

  test('warns and raises by its new time, of all that is not past yet', () => {
    const warned = revokedBy(at(80), breached);
    const [clock] = given(warned).state().clocks;
    expect(clock).toMatchObject({ startsAt, dueAt, breached: false });
    expect(clock?.warnings).toEqual([{ percent: 80, at: at(80) }]);
    // New facts that waited for a second person have raised the case to a supervisor already.
    const first = given(warned).state().raisedTo === 'handler' ? ['raise-supervisor'] : [];
    const ranks = [...first, 'raise-head', 'raise-executive'];
    expect(toCome(warned)).toEqual(['warning-80', ...ranks]);
    // A millisecond later that part of it has gone by: to warn of it would tell nobody anything.
    expect(toCome(revokedBy(later(at(80)), breached))).toEqual(ranks);
  });

  test('tells no rank anew that has the case already', () => {
    const executive = ['raise-executive'];
    expect(toCome(revokedBy(at(80), [...breached, raised]))).toEqual(['warning-80', ...executive]);
    const [clock] = given(revokedBy(at(80), [...breached, raised])).state().clocks;
    expect(clock?.ladder).toEqual([{ rank: 'executive', percent: 100, at: dueAt }]);
  });
});
