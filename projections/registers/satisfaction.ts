import type { Instant } from '../../events/envelope.ts';
import { added, addedAt, changed, register } from './register.ts';

type Survey = {
  /** From 1, not at all, to 5, entirely. */
  readonly satisfaction: number | null;
  readonly sentBy: string;
  readonly answeredAt: Instant | null;
  readonly recordedBy: string | null;
};

/** Surveys sent, and how content the complainants say they are; their comments stay sealed in the case. */
export const satisfaction = register<Survey>({
  title: { en: 'Satisfaction of complainants', zh: '满意度回访登记' },
  states: ['sent', 'answered'],
  columns: ['satisfaction', 'answeredAt', 'sentBy', 'recordedBy'],
  changes: {
    SurveySent: (entries, { by }, occasion) =>
      added(entries, occasion, {
        state: 'sent',
        details: { satisfaction: null, sentBy: by, answeredAt: null, recordedBy: null },
      }),
    SurveyAnswered: (entries, { survey, satisfaction: degree, answeredAt, by }) =>
      changed(entries, addedAt(survey), 'answered', {
        ...{ satisfaction: degree, answeredAt, recordedBy: by },
      }),
  },
});
