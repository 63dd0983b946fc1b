import type { Logger } from 'pino';
import type { Visited } from '../activities/desk.ts';
import { continueTraces } from './continue-traces.ts';

/** Notes each visit to the desk: in the log by case and command, and in the traces of those who submitted. */
export function noteVisits(logger: Logger): (visited: Visited) => void {
  return ({ stream, submissions, answers, recorded, began }) => {
    continueTraces('record', recorded, began);
    for (const [submission, events] of Map.groupBy(recorded, ({ meta }) => meta.submission.id)) {
      const trace = events[0]?.meta.trace;
      logger.info(
        {
          ...{ stream, submission, revision: events.at(-1)?.revision },
          events: events.map(({ type }) => type),
          ...(trace === undefined ? {} : { trace }),
        },
        'recorded',
      );
    }
    for (const [index, { id, commands }] of submissions.entries()) {
      const answer = answers[index];
      if (answer === undefined || answer.status === 'recorded' || answer.status === 'accepted')
        continue;
      const code = answer.status === 'refused' ? { code: answer.code } : {};
      const types = commands.map(({ type }) => type);
      logger.info(
        { stream, submission: id, commands: types, outcome: answer.status, ...code },
        'not recorded',
      );
    }
  };
}
