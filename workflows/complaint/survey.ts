import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/** Once a case is closed the complainant is asked how satisfied he is; his answer comes after the end. */

export function sendSurvey(
  state: ComplaintState,
  _data: CommandData<'SendSurvey'>,
  { now, actor }: Context,
): Decision<ComplaintEvent> {
  if (state.status !== 'closed')
    return refuse(
      'not-closed',
      'The complainant is asked how satisfied he is once the case is closed.',
      '结案后方可进行满意度回访。',
    );
  if (state.after.survey !== null) return { events: [] };
  return {
    events: [
      { type: 'SurveySent', data: { by: actor.id, at: now } },
      { type: 'LetterOrdered', data: { letter: 'survey', about: state.next, attempt: 1 } },
    ],
  };
}

export function recordSurveyAnswer(
  { after }: ComplaintState,
  data: CommandData<'RecordSurveyAnswer'>,
  { now, actor }: Context,
): Decision<ComplaintEvent> {
  const { survey } = after;
  if (survey === null)
    return refuse(
      'no-survey',
      'The complainant was not asked how satisfied he is.',
      '尚未进行满意度回访。',
    );
  if (survey.answered)
    return refuse(
      'survey-answered-already',
      'The survey was answered already.',
      '满意度回访已有答复。',
    );
  if (data.answeredAt > now || data.answeredAt < survey.at)
    return refuse(
      'answered-out-of-order',
      'A survey is answered after it was sent and not later than now.',
      '回访答复时间应在发出之后，且不晚于当前时间。',
    );
  return {
    events: [{ type: 'SurveyAnswered', data: { ...data, survey: survey.revision, by: actor.id } }],
  };
}
