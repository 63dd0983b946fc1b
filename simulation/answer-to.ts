import type { Instant, Json, Message } from '../events/envelope.ts';
import type { Errand } from '../workflows/process.ts';

/** What each activity answers when it succeeds; one that is not listed here always gives up. */
const answers: {
  readonly [activity: string]: (errand: Errand<Message>, at: Instant) => Message;
} = {
  'write-letter': ({ input }, at) => {
    const { letter, order } = input as { letter: string; order: number };
    const data = { letter, order, sentAt: at, commitment: 'ab' };
    return { type: 'RecordLetterSent', data };
  },
  'submit-to-case': ({ otherwise }) => saying(otherwise, { outcome: { status: 'recorded' } }),
};

/** What the world answers to an errand that it has done. */
export function answerTo(errand: Errand<Message>, at: Instant): Message {
  return answers[errand.activity]?.(errand, at) ?? errand.otherwise;
}

function saying(command: Message, data: { readonly [name: string]: Json }): Message {
  return { ...command, data: { ...command.data, ...data } };
}
