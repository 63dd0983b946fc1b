import { expect, test } from 'vitest';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { TUESDAY, box, given, hana, received } from './a-case.ts';

const link = { type: 'LinkCase', data: { to: '0123456789AB', reasons: box('Same.') } } as const;
const answered = (outcome: { status: string; code?: string }) =>
  ({ type: 'RecordLinkAnswer', data: { link: 2, outcome } }) as const;
const now = { at: TUESDAY, by: hana };
const engine = { at: TUESDAY };

/** 2 */
const linked = () => given(received).after(link, now);

test('a linked case is asked to note the link, with references only', () => {
  expect(complaint.errands(given(linked()).state())).toEqual([
    {
      name: 'link@2',
      activity: 'submit-to-case',
      input: {
        case: '0123456789AB',
        command: { type: 'AcceptLink', data: {} },
        answer: { type: 'RecordLinkAnswer', data: { link: 2 } },
      },
      withinSeconds: 120,
      otherwise: {
        type: 'RecordLinkAnswer',
        data: { link: 2, outcome: { status: 'no-answer' } },
      },
    },
  ]);
});

test('a link that is noted is confirmed, and linking again changes nothing', () => {
  for (const status of ['recorded', 'accepted'])
    given(linked())
      .when(answered({ status }), engine)
      .then([{ type: 'LinkConfirmed', data: { link: 2 } }]);
  const confirmed = given(linked()).after(answered({ status: 'recorded' }), engine);
  given(confirmed).asks([]);
  given(confirmed).when(link, now).then([]);
  given(confirmed)
    .when(answered({ status: 'recorded' }), engine)
    .then([]);
});

test('a link that is refused or not answered says so, and may be tried again', () => {
  given(linked())
    .when(answered({ status: 'refused', code: 'no-such-case' }), engine)
    .then([{ type: 'LinkRefused', data: { link: 2, code: 'no-such-case' } }]);
  const unanswered = given(linked()).after(answered({ status: 'no-answer' }), engine);
  given(unanswered).asks([]);
  given(unanswered).when(link, now).then(['CaseLinked']);
});

test('the other case notes the link once, also after its end', () => {
  const accept = { type: 'AcceptLink', data: { from: 'BA9876543210' } } as const;
  const noted = given(received).after(accept, engine);
  given(noted).when(accept, engine).then([]);
  const withdrawn = given(received).after(
    {
      type: 'WithdrawComplaint',
      data: { withdrawnAt: TUESDAY, evidence: box('A signed letter.') },
    },
    now,
  );
  given(withdrawn).when(accept, engine).then(['LinkAccepted']);
});
