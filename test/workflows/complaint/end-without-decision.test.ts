import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Instant } from '../../../events/envelope.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import {
  DUE_AT,
  SIGNED_OFF_AT,
  TUESDAY,
  box,
  clara,
  classification,
  given,
  hana,
  head,
  intake,
  lookedInto,
  proposal,
  signedOff,
  sun,
  told,
} from './a-case.ts';

const RECEIVED: Instant = '2026-03-02T09:00:00.000Z';
const THIRD_DAY: Instant = '2026-03-05T23:59:59.999Z';
const AFTER_IT: Instant = '2026-03-06T00:00:00.000Z';
const at = (instant: Instant, by = hana) => ({ at: instant, by });

const received = (regime: string, ...overlays: readonly string[]): readonly ComplaintEvent[] => [
  ...given().after(
    { type: 'ReceiveComplaint', data: { ...intake, receivedAt: RECEIVED, regime, overlays } },
    { at: RECEIVED, by: clara },
  ),
  { type: 'CaseAssigned', data: { handler: 'hana', unit: 'complaints', by: 'sun' } },
];
const inUk = received('uk-fca-disp');
const inAu = received('au-asic-rg271');

const GIVEN_UP: Instant = '2026-03-06T03:00:00.000Z';
const attempt = (instant: Instant): ComplaintEvent => ({
  type: 'ContactRecorded',
  data: {
    ...{ with: 'complainant', direction: 'out', channel: 'phone', at: instant },
    ...{ reached: false, note: box('No answer.'), by: 'hana' },
  },
});
const days = (...list: readonly string[]) => list.map((day) => attempt(`${day}T02:00:00.000Z`));
/** A decision signed off, and attempts to tell it in vain, from a revision on. */
const decided = (revision: number): readonly ComplaintEvent[] => [
  { type: 'ComplaintClassified', data: { ...classification, by: 'hana' } },
  { type: 'DecisionProposed', data: { ...proposal, restsOn: [revision], by: 'hana' } },
  {
    type: 'DecisionSignedOff',
    data: {
      ...{ proposal: revision + 1, letterCommitment: proposal.letter.commitment },
      ...{ by: 'sun', rank: 'supervisor', at: SIGNED_OFF_AT },
    },
  },
  ...days('2026-03-04', '2026-03-05', '2026-03-06'),
];
const awaited = (events: readonly ComplaintEvent[]) =>
  complaint.deadlines(given(events).state()).map(({ name }) => name);

type Ground = 'no-standing' | 'unreachable' | 'early-resolution';
const accepted = {
  who: 'complainant',
  channel: 'phone',
  proof: { deed: 'dialled', evidence: box('Recording 0305-07.') },
} as const;
const end = (ground: Ground, when: Instant, letter: readonly string[] | null = null) =>
  ({
    type: 'EndWithoutDecision',
    data: {
      ...{ ground, at: when, reasons: box('He accepted on the phone.') },
      ...(letter && { letter: box('We take it as resolved.'), covers: [...letter] }),
      accepted,
    },
  }) as const;
const SUMMARY = ['resolved', 'ombudsman-right', 'time-limits', 'leaflet'];

describe('a complaint resolved by the third business day (DISP 1.5)', () => {
  test('ends with a summary instead of a final response, at the last instant as well', () => {
    given(inUk)
      .when(end('early-resolution', THIRD_DAY, SUMMARY), at(THIRD_DAY, sun))
      .then([
        {
          type: 'EndedWithoutDecision',
          data: { ending: 'summary-resolution', article: 'DISP 1.5', mark: 'V' },
        },
        { type: 'LetterOrdered', data: { letter: 'ending', about: 4 } },
        {
          type: 'ClockStopped',
          data: { clock: 'summary-resolution', inTime: true, satisfiedBy: ['resolved'] },
        },
        { type: 'ClockStopped', data: { clock: 'final-response', inTime: true } },
        { type: 'CaseClosed', data: { at: THIRD_DAY } },
        { type: 'RetentionBegun', data: { keepUntil: '2031-03-05' } },
      ]);
  });

  test('sends its summary though the case has ended', () => {
    const ended = given(inUk).after(
      end('early-resolution', THIRD_DAY, SUMMARY),
      at(THIRD_DAY, sun),
    );
    given(ended).asks(['letter-ending@5']);
    expect(given(ended).state().status).toBe('closed');
    given(ended).awaits({});
  });

  test('a millisecond later it goes the full way', () => {
    const lapsed = given(inUk).after(
      { type: 'RecordLapse', data: { clock: 'summary-resolution' } },
      { at: THIRD_DAY },
    );
    given(lapsed)
      .when(end('early-resolution', AFTER_IT, SUMMARY), at(AFTER_IT, sun))
      .then({ refused: 'chance-lapsed' });
    given(lapsed)
      .when(end('early-resolution', THIRD_DAY, SUMMARY), at(AFTER_IT, sun))
      .then([
        'EndedWithoutDecision',
        'LetterOrdered',
        { type: 'ClockStopped', data: { clock: 'summary-resolution', at: THIRD_DAY } },
        'ClockStopped',
        'CaseClosed',
        'RetentionBegun',
      ]);
  });

  test('without the summary, or with less than it must say, it does not end', () => {
    given(inUk)
      .when(end('early-resolution', THIRD_DAY), at(THIRD_DAY, sun))
      .then({ refused: 'letter-missing' });
    given(inUk)
      .when(end('early-resolution', THIRD_DAY, ['resolved']), at(THIRD_DAY, sun))
      .then({ refused: 'letter-incomplete' });
  });

  test('only with the complainant’s own yes and its evidence, by a second person who leads', () => {
    const { type, data } = end('early-resolution', THIRD_DAY, SUMMARY);
    const { accepted: yes, ...without } = data;
    given(inUk)
      .when({ type, data: without }, at(THIRD_DAY, sun))
      .then({ refused: 'acceptance-missing' });
    const unproved = { ...yes, proof: { deed: 'as-agreed' as const, evidence: box('e') } };
    given(inUk)
      .when({ type, data: { ...without, accepted: unproved } }, at(THIRD_DAY, sun))
      .then({ refused: 'form-not-agreed' });
    const handled: ComplaintEvent[] = [
      ...inUk,
      { type: 'CaseAssigned', data: { handler: 'sun', unit: 'complaints', by: 'heide' } },
    ];
    given(handled).when({ type, data }, at(THIRD_DAY, sun)).then({ refused: 'takes-a-lead' });
    given(handled).when({ type, data }, at(THIRD_DAY)).then({ refused: 'not-the-handler' });
    const [ended] = given(handled)
      .after({ type, data }, at(THIRD_DAY, head))
      .slice(inUk.length + 1);
    expect(ended).toMatchObject({ type: 'EndedWithoutDecision', data: { accepted, by: 'heide' } });
  });
});

test('RG 271: within five business days, with his yes and by a second person, nothing is written', () => {
  const now = at('2026-03-09T12:59:59.999Z', sun);
  const resolved = end('early-resolution', now.at);
  const { accepted: _, ...data } = resolved.data;
  given(inAu)
    .when({ type: 'EndWithoutDecision', data }, now)
    .then({ refused: 'acceptance-missing' });
  given(inAu).when(resolved, at(now.at)).then({ refused: 'takes-a-lead' });
  const stopped = (clock: string) => ({ type: 'ClockStopped', data: { clock } }) as const;
  given(inAu)
    .when(resolved, now)
    .then([
      { type: 'EndedWithoutDecision', data: { ending: 'early-close', mark: 'S' } },
      ...['early-close', 'respond', 'acknowledge'].map(stopped),
      'CaseClosed',
      'RetentionBegun',
    ]);
});

describe('a case under several regimes', () => {
  const summary = end('early-resolution', THIRD_DAY, SUMMARY);

  test('ends by one, and goes on for another that knows no such ending', () => {
    const both = received('uk-fca-disp', 'eu-psd2');
    given(both)
      .when(summary, at(THIRD_DAY, sun))
      .then([
        {
          type: 'EndedWithoutDecision',
          data: {
            endsFor: [
              {
                regime: 'uk-fca-disp',
                ending: 'summary-resolution',
                article: 'DISP 1.5',
                mark: 'V',
              },
            ],
            goesOnFor: ['eu-psd2'],
          },
        },
        { type: 'LetterOrdered', data: { letter: 'ending' } },
        { type: 'ClockStopped', data: { clock: 'summary-resolution', satisfiedBy: ['resolved'] } },
        { type: 'ClockStopped', data: { clock: 'final-response' } },
      ]);
    const ended = given(both).after(summary, at(THIRD_DAY, sun));
    expect(awaited(ended)).toContainEqual(expect.stringMatching(/^reply\.eu-psd2-breach@/));
    expect(given(ended).state()).toMatchObject({
      status: 'open',
      handler: 'hana',
      after: { goesOnFor: ['eu-psd2'] },
    });
  });

  test('and for one whose clock still waits for its calendar', () => {
    const DECEMBER: Instant = '2026-12-14T09:00:00.000Z';
    const regimes = { regime: 'uk-fca-disp', overlays: ['sg-mas-2021'] };
    const waiting = given().after(
      { type: 'ReceiveComplaint', data: { ...intake, receivedAt: DECEMBER, ...regimes } },
      at(DECEMBER, clara),
    );
    const ended = given(waiting).after(
      end('early-resolution', DECEMBER, SUMMARY),
      at('2026-12-15T09:00:00.000Z', sun),
    );
    expect(given(ended).state()).toMatchObject({
      status: 'open',
      after: { goesOnFor: ['sg-mas-2021'] },
      waiting: [{ name: 'final-response.sg-mas-2021', metAt: null }],
    });
  });

  test('the telling of a decision is excused for one only (Order 2020-3 art. 21)', () => {
    const both = [
      ...received('cn-nfra-2020', 'uk-fca-disp'),
      ...decided(received('cn-nfra-2020', 'uk-fca-disp').length),
    ];
    const excused = given(both).after(end('unreachable', GIVEN_UP), at(GIVEN_UP));
    const { clocks } = given(excused).state();
    const running = clocks.filter(({ stopped }) => !stopped).map(({ name }) => name);
    expect(running).toStrictEqual(['final-response.uk-fca-disp', 'summary-resolution.uk-fca-disp']);
    given(excused)
      .when({ type: 'CloseCase', data: {} }, at(GIVEN_UP))
      .then({ refused: 'complainant-not-told' });
    const posted = {
      type: 'RecordTelling',
      data: {
        channel: 'post',
        toldAt: GIVEN_UP,
        proof: { deed: 'handed-or-posted', evidence: box('7') },
      },
    } as const;
    const told = given(excused).after(posted, at(GIVEN_UP));
    given(told)
      .when({ type: 'CloseCase', data: { reasons: box('Paid on Friday.') } }, at(GIVEN_UP))
      .then(['CaseClosed', 'RetentionBegun']);
  });

  test('ends where each knows the ending, by what each of them asks for', () => {
    const both = received('au-asic-rg271', 'uk-fca-disp');
    given(both)
      .when(end('early-resolution', THIRD_DAY), at(THIRD_DAY, sun))
      .then({ refused: 'letter-missing' });
    const ended = given(both).after(summary, at(THIRD_DAY, sun));
    expect(
      given(ended)
        .state()
        .clocks.every(({ stopped }) => stopped),
    ).toBe(true);
    expect(given(ended).state().status).toBe('closed');
  });

  test('goes on for the one whose time for it is over', () => {
    const both = received('au-asic-rg271', 'uk-fca-disp');
    const ended = given(both).after(end('early-resolution', AFTER_IT), at(AFTER_IT, sun));
    expect(given(ended).state().after.goesOnFor).toStrictEqual(['uk-fca-disp']);
    given(ended)
      .when(end('early-resolution', AFTER_IT), at(AFTER_IT, sun))
      .then({ refused: 'chance-lapsed' });
  });

  test('ends with what only adds to a regime, or is a target of the house, once it was told', () => {
    for (const overlay of ['cn-circ-life-2010', 'iso-10002']) {
      const both = received('cn-nfra-2020', overlay);
      given(both)
        .when(end('no-standing', THIRD_DAY, []), at(THIRD_DAY, sun))
        .then(['EndedWithoutDecision', 'LetterOrdered', 'CaseClosed', 'RetentionBegun']);
      const ended = given(both).after(end('no-standing', THIRD_DAY, []), at(THIRD_DAY, sun));
      const about = { letter: 'ending', order: both.length + 1 } as const;
      const sent = { ...about, sentAt: THIRD_DAY, commitment: 'ab' };
      const gone = given(ended).after({ type: 'RecordLetterSent', data: sent }, { at: THIRD_DAY });
      const { clocks } = given(gone).state();
      expect(new Set(clocks.map(({ stoppedAt }) => stoppedAt))).toEqual(new Set([THIRD_DAY]));
    }
  });
});

describe('a complaint of nobody who may make it (Order 2020-3 art. 18)', () => {
  test('ends with a letter to whoever submitted it', () => {
    given(lookedInto)
      .when(end('no-standing', TUESDAY), at(TUESDAY, sun))
      .then({ refused: 'letter-missing' });
    given(lookedInto)
      .when(end('no-standing', TUESDAY, []), at(TUESDAY, sun))
      .then([
        { type: 'EndedWithoutDecision', data: { ground: 'no-standing', untilTold: true } },
        { type: 'LetterOrdered', data: { letter: 'ending' } },
        'CaseClosed',
        'RetentionBegun',
      ]);
  });

  test('is found by a second person who leads', () => {
    for (const by of [hana, { ...sun, id: 'hana' }, clara])
      given(lookedInto)
        .when(end('no-standing', TUESDAY, []), at(TUESDAY, by))
        .then({ refused: by === clara ? 'not-authorised' : 'takes-a-lead' });
  });

  test('is an ending of this regime only, and none of a case whose decision was told', () => {
    given(inUk)
      .when(end('no-standing', TUESDAY, []), at(TUESDAY, sun))
      .then({ refused: 'no-such-ending' });
    given(lookedInto)
      .when(end('early-resolution', TUESDAY), at(TUESDAY, sun))
      .then({ refused: 'no-such-ending' });
    given(told)
      .when(end('no-standing', TUESDAY, []), at('2026-03-06T02:00:00.000Z', sun))
      .then({ refused: 'decision-being-told' });
  });

  test('does not end before it was received, or later than now', () => {
    for (const when of ['2026-03-02T01:29:59.999Z', '2026-03-03T02:00:00.001Z'])
      given(lookedInto)
        .when(end('no-standing', when, []), at(TUESDAY, sun))
        .then({ refused: 'ended-out-of-order' });
  });
});

describe('a complainant who cannot be reached (Order 2020-3 art. 21)', () => {
  const inVain = [...signedOff, ...days('2026-03-04', '2026-03-05', '2026-03-06')];

  test('need not be told a decision that was signed off, after attempts on three days', () => {
    given(inVain)
      .when(end('unreachable', GIVEN_UP), at(GIVEN_UP))
      .then([
        {
          type: 'TellingExcused',
          data: {
            ending: 'unreachable',
            article: 'Order 2020-3 art. 21',
            proposal: 5,
            attempts: [4, 5, 6].map((day) => `2026-03-0${day}T02:00:00.000Z`),
          },
        },
        {
          type: 'ClockStopped',
          data: { clock: 'decide', at: GIVEN_UP, dueAt: DUE_AT, satisfiedBy: ['decided', 'told'] },
        },
      ]);
  });

  test('is not given up after less, nor by attempts before there was a decision', () => {
    const tries = [
      days('2026-03-04', '2026-03-05'),
      days('2026-03-04', '2026-03-05', '2026-03-05'),
      days('2026-03-03', '2026-03-04', '2026-03-05'),
    ];
    for (const list of tries)
      given([...signedOff, ...list])
        .when(end('unreachable', GIVEN_UP), at(GIVEN_UP))
        .then({ refused: 'attempts-missing' });
    given([...lookedInto, ...inVain.slice(-3)])
      .when(end('unreachable', GIVEN_UP), at(GIVEN_UP))
      .then({ refused: 'not-signed-off' });
  });

  test('whose case is then closed, and whose decision no longer changes; he may still be told', () => {
    const excused = given(inVain).after(end('unreachable', GIVEN_UP), at(GIVEN_UP));
    const later = at('2026-03-09T02:00:00.000Z');
    given(excused)
      .when({ type: 'CloseCase', data: { reasons: box('The money waits for him.') } }, later)
      .then(['CaseClosed', 'RetentionBegun']);
    given(excused)
      .when({ type: 'RecordFinding', data: { finding: box('More.') } }, later)
      .then({ refused: 'decision-being-told' });
    given(excused)
      .when(
        { type: 'RecordTelling', data: { channel: 'phone', toldAt: '2026-03-09T01:00:00.000Z' } },
        later,
      )
      .then(['ComplainantTold', 'ClockStarted']);
    given(excused)
      .when(end('unreachable', GIVEN_UP), later)
      .then({ refused: 'telling-excused-already' });
  });
});
