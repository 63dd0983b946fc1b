import { ENGINE } from '../events/envelope.ts';
import type { Json, JsonObject, Message } from '../events/envelope.ts';
import type { Attendance } from './attendance.ts';

/** What the errand `submit-to-case` is given. */
type Input = {
  /** The number of another case of the same process and institution. */
  readonly case: string;
  /** The command for it; the stream it comes from is added as `from`. */
  readonly command: Message;
  /** The command that answers the errand; the other case's answer is added as `outcome`. */
  readonly answer: Message;
};

/** Submits a command to another case, under an id made of this case and errand, so that it is done once. */
export function submitToCase(attendance: Attendance) {
  return async (stream: string, errand: string, input: Json): Promise<Message> => {
    // The desk hands out what the process listed; the input is of our own making.
    const { case: number, command, answer } = input as unknown as Input;
    const other = `${stream.slice(0, stream.lastIndexOf('.'))}.${number}`;
    const answered = (outcome: JsonObject): Message => ({
      type: answer.type,
      data: { ...answer.data, outcome },
    });
    if (other === stream) return answered({ status: 'refused', code: 'same-case' });
    const outcome = await attendance.submit(other, {
      id: `case:${stream}:${errand}`,
      actor: ENGINE,
      commands: [{ ...command, data: { ...command.data, from: stream } }],
      causation: errand,
      correlation: stream,
    });
    if (outcome.status === 'unknown' || outcome.status === 'fault')
      throw new Error(`Case ${other} did not answer: ${outcome.status}.`);
    const code = outcome.status === 'refused' ? { code: outcome.code } : {};
    return answered({ status: outcome.status, ...code });
  };
}
