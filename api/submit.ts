import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Message } from '../events/envelope.ts';
import { readWhole } from '../events/log/read-whole.ts';
import { streamOf } from '../keys/case-number.ts';
import { hasClear, sealPersonal } from '../keys/seal-personal.ts';
import type { Answer, Submission } from '../workflows/process.ts';
import type { Caller } from './actor.ts';
import { checkProducts } from './check-products.ts';
import type { House } from './house.ts';
import { noteRefusal } from './note-accesses.ts';
import { sendRefusal } from './problems.ts';
import type { Receipt } from './responses.ts';
import { told } from './told.ts';
import { traceOf } from './trace-requests.ts';

const CATEGORY = 'complaint';

/** A case's stream is always one of the caller's own institution. */
export function streamFor({ institution }: Caller, number: string): string {
  return streamOf(CATEGORY, institution, number);
}

type Wanted = {
  readonly number: string;
  readonly key: string;
  readonly commands: readonly { readonly type: string; readonly data: object }[];
  readonly isNew: boolean;
  readonly ifMatch?: number;
};

/** Who asks, and with which headers, however the request travelled. */
export type Asker = Pick<FastifyRequest, 'caller'> & {
  readonly headers: { readonly [name: string]: unknown };
};

export function submissionId({ client }: Caller, key: string): Submission['id'] {
  return `person:${client}:${key}`;
}

/** Seals what is personal and submits. A key is made for a new case only, never for one that does not exist. */
export async function submit(
  house: House,
  { caller, headers }: Asker,
  { number, key, commands, isNew, ifMatch }: Wanted,
): Promise<Answer> {
  const { log, ring, attendance, noteAccess } = house;
  const stream = streamFor(caller, number);
  const id = submissionId(caller, key);
  // Of a new complaint it was asked before anything of it was noted.
  if (!isNew) await checkProducts(house, caller, { stream, id, commands, isNew });
  const mustSeal = hasClear(commands);
  if (mustSeal && !isNew && !(await isKnown({ log }, stream))) return noSuchCase;
  const sealed = mustSeal ? sealPersonal(commands, await ring.caseKey(stream)) : commands;
  const trace = traceOf(headers);
  const submission: Submission = {
    id,
    actor: caller.actor,
    // Zod leaves optional fields as undefined; recorded JSON has none.
    commands: JSON.parse(JSON.stringify(sealed)) as Message[],
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(trace === undefined ? {} : { trace }),
  };
  const answer = await attendance.submit(stream, submission);
  await noteRefusal(noteAccess, stream, submission, answer);
  return answer;
}

/**
 * Asked once an outcome is unknown, so that an event of a newer release is told as what it is. Throws `NewerEvent`.
 */
export async function assertReadable(
  { log }: Pick<House, 'log'>,
  caller: Caller,
  number: string,
): Promise<void> {
  (await readWhole(log, streamFor(caller, number))).forEach(told);
}

export async function isKnown({ log }: Pick<House, 'log'>, stream: string): Promise<boolean> {
  return (await log.read(stream, { limit: 1 })).length > 0;
}

export const noSuchCase: Extract<Answer, { status: 'refused' }> = {
  status: 'refused',
  code: 'no-such-case',
  because: { en: 'No complaint was received here.', zh: '此处没有已受理的投诉。' },
};

/** A receipt, with `reference` where the house drew one; or why there is none. */
export function sendAnswer(
  reply: FastifyReply,
  number: string,
  answer: Answer,
  { status, reference }: { readonly status: number; readonly reference?: string },
): FastifyReply {
  if (answer.status !== 'recorded' && answer.status !== 'accepted')
    return sendRefusal(reply, answer);
  void reply.header('etag', `"${answer.revision}"`).header('location', `/complaints/${number}`);
  return reply.status(status).send(receiptOf(number, answer, reference));
}

/** A yes of the desk, as its asker gets it. */
export function receiptOf(
  number: string,
  answer: Extract<Answer, { status: 'recorded' | 'accepted' }>,
  reference?: string,
): Receipt {
  const recorded = answer.status === 'recorded';
  return {
    case: number,
    outcome: answer.status,
    repeated: recorded && answer.repeated,
    revision: answer.revision,
    ...(recorded ? { position: answer.position } : {}),
    events: recorded ? [...answer.events] : [],
    ...(reference === undefined ? {} : { reference }),
  };
}
