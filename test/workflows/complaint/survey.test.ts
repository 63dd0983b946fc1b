import { test } from 'vitest';
import { box, clara, closed, given, told } from './a-case.ts';

const SENT = '2026-03-09T02:00:00.000Z';
const now = (at = SENT) => ({ at, by: clara });
const send = { type: 'SendSurvey', data: {} } as const;
const answer = (answeredAt = SENT) =>
  ({
    type: 'RecordSurveyAnswer',
    data: { satisfaction: 4, answeredAt, comment: box('Quick.') },
  }) as const;

test('the survey goes out by letter once the case is closed, and once', () => {
  given(told).when(send, now()).then({ refused: 'not-closed' });
  given(closed)
    .when(send, now())
    .then([
      { type: 'SurveySent', data: { by: 'clara', at: SENT } },
      { type: 'LetterOrdered', data: { letter: 'survey', about: 11, attempt: 1 } },
    ]);
  const sent = given(closed).after(send, now());
  given(sent).when(send, now()).then([]);
  given(sent).asks(['letter-survey@12']);
});

test('its answer is an event of the closed case, after it was sent and not later than now, once', () => {
  given(closed).when(answer(), now()).then({ refused: 'no-survey' });
  const sent = given(closed).after(send, now());
  for (const at of ['2026-03-09T01:59:59.999Z', '2026-03-09T02:00:00.001Z'])
    given(sent).when(answer(at), now()).then({ refused: 'answered-out-of-order' });
  const answered = given(sent).after(answer(), now());
  given(answered.slice(0, -1))
    .when(answer(), now())
    .then([
      {
        type: 'SurveyAnswered',
        data: { survey: 11, satisfaction: 4, comment: box('Quick.'), by: 'clara' },
      },
    ]);
  given(answered).when(answer(), now()).then({ refused: 'survey-answered-already' });
});

test('its letter is tried again although the case has ended', () => {
  const sent = given(closed).after(send, now());
  const failed = given(sent).after(
    { type: 'RecordLetterFailed', data: { letter: 'survey', order: 12 } },
    { at: SENT },
  );
  given(failed).awaits({ 'retry-survey@12': '2026-03-09T03:00:00.000Z' });
  given(failed)
    .when({ type: 'RetryLetter', data: { order: 12 } }, { at: '2026-03-09T03:00:00.000Z' })
    .then([{ type: 'LetterOrdered', data: { letter: 'survey', attempt: 2 } }]);
});
