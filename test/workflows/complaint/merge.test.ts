import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../events/envelope.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import {
  TUESDAY,
  box,
  clara,
  given,
  hana,
  head,
  hugo,
  lookedInto,
  onItsWay,
  received,
  sun,
} from './a-case.ts';
import { OTHER } from './intake-samples.ts';

const now = { at: TUESDAY, by: hana };
const engine = { at: TUESDAY };
const merge = (changes: object = {}) =>
  ({
    type: 'MergeIntoCase',
    data: { into: OTHER, reasons: box('Once more.'), ...changes },
  }) as const;
const answered = (outcome: { status: string; code?: string }) =>
  ({ type: 'RecordMergeAnswer', data: { merge: 5, outcome } }) as const;
const accept = (changes: object = {}) =>
  ({ type: 'AcceptMerge', data: { from: 'complaint-bank.BA9876543210', ...changes } }) as const;
const alike: readonly ComplaintEvent[] = lookedInto.map((event) =>
  event.type === 'ComplaintReceived'
    ? { ...event, data: { ...event.data, possibleDuplicates: [OTHER] } }
    : event,
);
/** 5 */
const asked = () => given(alike).after(merge({ newFactsAt: TUESDAY }), now);

describe('merging into another case (Order 2020-3 art. 18)', () => {
  test('asks the other case first, with references only', () => {
    expect(complaint.errands(given(asked()).state())).toMatchObject([
      {
        name: 'merge@5',
        activity: 'submit-to-case',
        input: { case: OTHER, command: { type: 'AcceptMerge', data: { newFactsAt: TUESDAY } } },
      },
    ]);
    given(asked()).when(merge(), now).then([]);
    given(asked())
      .when(merge({ into: '000000000001' }), now)
      .then({ refused: 'merge-under-way' });
  });

  test('ends the case pointing at the other, once the other has accepted', () => {
    const merged = given(asked()).after(answered({ status: 'recorded' }), engine);
    expect(merged.slice(6)).toMatchObject([
      { type: 'CaseMerged', data: { merge: 5, into: OTHER } },
      { type: 'ClockStopped', data: { inTime: true } },
      { type: 'CaseClosed' },
      { type: 'RetentionBegun' },
    ]);
    const { status, intake } = given(merged).state();
    expect([status, intake.mergedInto]).toEqual(['closed', OTHER]);
    given(merged).asks([]);
  });

  test('leaves the case open when the other refuses or does not answer', () => {
    for (const [outcome, code] of [
      [{ status: 'refused', code: 'case-ended' }, 'case-ended'],
      [{ status: 'no-answer' }, 'no-answer'],
    ] as const)
      given(asked())
        .when(answered(outcome), engine)
        .then([{ type: 'MergeRefused', data: { merge: 5, code } }]);
    const refused = given(asked()).after(answered({ status: 'no-answer' }), engine);
    given(refused).asks([]);
    given(refused).when(merge(), now).then(['MergeAsked']);
  });

  test('points at the other also when the case was withdrawn in between', () => {
    const withdrawn = given(asked()).after(
      {
        type: 'WithdrawComplaint',
        data: { withdrawnAt: TUESDAY, evidence: box('A signed letter.') },
      },
      { at: TUESDAY, by: clara },
    );
    given(withdrawn)
      .when(answered({ status: 'accepted' }), engine)
      .then(['CaseMerged']);
  });

  test('is over once the decision is on its way, here and there', () => {
    given(onItsWay)
      .when(merge(), { at: TUESDAY, by: head })
      .then({ refused: 'decision-being-told' });
    given(onItsWay).when(accept(), engine).then({ refused: 'decision-being-told' });
  });
});

describe('who may say that two are the same', () => {
  const by = (actor: Actor) => ({ at: TUESDAY, by: actor });
  const handedOn = (events: readonly ComplaintEvent[]) =>
    given(events).after(
      { type: 'AssignCase', data: { handler: 'hugo', unit: 'consumer-protection' } },
      by(sun),
    );

  test('the handler, of a case that the house found alike', () => {
    given(alike).when(merge(), now).then(['MergeAsked']);
    given(alike)
      .when(merge({ into: '000000000001' }), now)
      .then({ refused: 'takes-a-lead' });
  });

  test('also when he has linked it, or the other did not answer, but not once it was dismissed', () => {
    const reasons = box('r');
    for (const [command, then] of [
      [{ type: 'RecordDuplicateOf', data: { of: OTHER, reasons } }, ['MergeAsked']],
      [{ type: 'LinkRepeat', data: { to: OTHER, reasons } }, ['MergeAsked']],
      [{ type: 'DismissDuplicate', data: { of: OTHER, reasons } }, { refused: 'takes-a-lead' }],
    ] as const)
      given(given(alike).after(command, now)).when(merge(), now).then(then);
    const unanswered = given(asked()).after(answered({ status: 'no-answer' }), engine);
    given(unanswered).when(merge(), now).then(['MergeAsked']);
  });

  test('of any other case only somebody who leads and never handled the complaint', () => {
    given(lookedInto).when(merge(), now).then({ refused: 'takes-a-lead' });
    for (const leads of [sun, head])
      given(lookedInto)
        .when(merge(), by(leads))
        .then([{ type: 'MergeAsked', data: { into: OTHER, by: leads.id } }]);
    // Whoever handles it, or did, is no second person, whatever his rank.
    const promoted = { ...hana, role: 'supervisor', rank: 'supervisor' };
    given(lookedInto).when(merge(), by(promoted)).then({ refused: 'takes-a-lead' });
    given(handedOn(lookedInto)).when(merge(), by(promoted)).then({ refused: 'takes-a-lead' });
    given(handedOn(lookedInto)).when(merge(), by(hugo)).then({ refused: 'takes-a-lead' });
    given(handedOn(alike)).when(merge(), by(hugo)).then(['MergeAsked']);
  });

  test('which is no link that somebody made beforehand', () => {
    const linked = given(lookedInto).after(
      { type: 'LinkRepeat', data: { to: OTHER, reasons: box('r') } },
      now,
    );
    given(linked).when(merge(), now).then({ refused: 'takes-a-lead' });
    const noted = given(lookedInto).after({ type: 'AcceptLink', data: { from: OTHER } }, engine);
    given(noted).when(merge(), now).then({ refused: 'takes-a-lead' });
  });
});

describe('the other case', () => {
  test('accepts once, and new facts begin its period again', () => {
    given(received).when(accept(), engine).then(['MergeAccepted']);
    const accepted = given(received).after(accept({ newFactsAt: TUESDAY }), engine);
    expect(accepted.at(-1)).toMatchObject({ type: 'ClockRestarted', data: { startsAt: TUESDAY } });
    expect(accepted.at(-2)).toMatchObject({
      type: 'NewFactsReceived',
      data: { receivedAt: TUESDAY, from: 'complaint-bank.BA9876543210' },
    });
    given(accepted)
      .when(accept({ newFactsAt: TUESDAY }), engine)
      .then([]);
  });

  test('refuses when it is being merged itself, or has ended', () => {
    given(asked()).when(accept(), engine).then({ refused: 'merging-itself' });
    const ended = given(asked()).after(answered({ status: 'recorded' }), engine);
    given(ended).when(accept(), engine).then({ refused: 'case-ended' });
  });
});
