import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { ENGINE } from '../../../events/envelope.ts';
import { isLookedAfter } from '../../../simulation/case-laws.ts';
import { deadlines } from '../../../workflows/complaint/deadlines.ts';
import { TUESDAY, box, clara, given, intake, lookedInto, sun } from './a-case.ts';

const due = (events: readonly ComplaintEvent[]) => deadlines(given(events).state());

/** Everything the case awaits falls due in its order, until nothing is left. */
function afterAll(events: readonly ComplaintEvent[]): readonly ComplaintEvent[] {
  let after = events;
  for (;;) {
    const [next] = due(after).toSorted((one, other) => (one.at < other.at ? -1 : 1));
    if (next === undefined) return after;
    after = given(after).after(next.command, { at: next.at });
  }
}

const at = { at: '2026-03-02T02:00:00.000Z', by: clara };
const receive = (regime: string, kinds?: readonly string[]) =>
  given().after(
    {
      type: 'ReceiveComplaint',
      data: { ...intake, regime, staffComplainedOf: [], ...(kinds && { kinds }) },
    },
    at,
  );
const awaited = {
  'unassigned-raise-supervisor': '2026-03-04T02:00:00.000Z',
  'unassigned-raise-head': '2026-03-06T02:00:00.000Z',
  'unassigned-raise-executive': '2026-03-08T02:00:00.000Z',
};
const awaitedAt = (revision: number, times: { readonly [name: string]: string } = awaited) =>
  Object.fromEntries(Object.entries(times).map(([name, due]) => [`${name}@${revision}`, due]));

describe('an open case that nobody handles awaits something', () => {
  test('though no clock of its regime starts', () => {
    const direct = receive('cn-pboc-2020', ['direct']);
    expect(direct.map(({ type }) => type)).toEqual(['ComplaintReceived', 'HandlerAwaited']);
    given(direct).awaits(awaitedAt(1));
    expect(isLookedAfter(given(direct).state())).toBe(false);
  });

  test('and is raised rank by rank, until the last one has it', () => {
    const raised = afterAll(receive('cn-pboc-2020', ['direct']));
    expect(raised.slice(2)).toEqual(
      ['supervisor', 'head', 'executive'].map((to) => ({
        type: 'CaseEscalated',
        data: { to, because: 'unassigned', by: ENGINE.id },
      })),
    );
    expect(isLookedAfter(given(raised).state())).toBe(true);
  });

  test('though its handler stands aside while a clock is paused', () => {
    const reasons = box('r');
    const paused = given(lookedInto).after(
      {
        type: 'PauseClocks',
        data: {
          ...{ pause: 'expert-work', complainantToldAt: TUESDAY, reasons },
          expectedAt: '2026-05-01T02:00:00.000Z',
        },
      },
      { at: TUESDAY, by: sun },
    );
    expect(due(paused).map(({ name }) => name)).toContain('expert-work-overdue@6');
    const alone = given(paused).after(
      { type: 'RecordInterest', data: { involved: [{ person: 'hana', as: 'seller' }] } },
      { at: TUESDAY, by: sun },
    );
    expect(alone.slice(-2)).toMatchObject([
      { type: 'HandlerRecused' },
      { type: 'HandlerAwaited', data: { since: TUESDAY, article: 'house proposal', mark: 'P' } },
    ]);
    const names = due(alone).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('unassigned'))).toHaveLength(3);
  });

  test('though a letter of delay has stopped its only clock', () => {
    const late = '2026-04-24T02:00:00.000Z';
    const delayed = given(receive('uk-fca-disp')).after(
      {
        type: 'ExplainDelay',
        data: {
          ...{ reason: 'delay', letter: box('l'), expectedOn: '2026-06-08' },
          covers: ['reason', 'date', 'ombudsman-right'],
        },
      },
      { at: late, by: sun },
    );
    const order = delayed.findIndex(({ type }) => type === 'LetterOrdered');
    const sent = given(delayed).after(
      {
        type: 'RecordLetterSent',
        data: { letter: 'delay', order, sentAt: late, commitment: 'ab' },
      },
      { at: late },
    );
    expect(due(sent).length).toBeGreaterThan(0);
    expect(isLookedAfter(given(afterAll(sent)).state())).toBe(true);
  });

  test('though its clocks wait for their calendar', () => {
    const waiting = given().after(
      {
        type: 'ReceiveComplaint',
        data: { ...intake, regime: 'sg-mas-2021', receivedAt: '2027-03-02T02:00:00.000Z' },
      },
      { at: '2027-03-02T02:00:00.000Z', by: clara },
    );
    expect(due(waiting)).toHaveLength(3);
  });

  test.each(['cn-nfra-2020', 'uk-fca-disp', 'us-cfpb', 'au-asic-rg271', 'eu-psd2'])(
    'though all its limits under %s are broken',
    (regime) => {
      const after = given(afterAll(receive(regime))).state();
      expect(after.raisedTo).toBe('executive');
      expect(after.status).toBe('open');
    },
  );
});

test('once it is assigned nothing is awaited for want of a handler', () => {
  const assigned = given(receive('cn-pboc-2020', ['direct'])).after(
    { type: 'AssignCase', data: { handler: 'hana', unit: 'consumer-protection' } },
    { at: TUESDAY, by: sun },
  );
  given(assigned).awaits({});
  given(assigned)
    .when({ type: 'RaiseUnassigned', data: { to: 'supervisor' } }, { at: TUESDAY })
    .then([]);
});

test('a rank that has the case already is passed over', () => {
  const raised = given(receive('cn-pboc-2020', ['direct'])).after(
    { type: 'EscalateCase', data: { to: 'head', reasons: box('r') } },
    { at: TUESDAY, by: clara },
  );
  given(raised).awaits(
    awaitedAt(1, { 'unassigned-raise-executive': awaited['unassigned-raise-executive'] }),
  );
});
