import type { AccessBook } from '../activities/access-book.ts';
import type { AccessEvent } from '../events/access/access-events.ts';
import type { Actor } from '../events/envelope.ts';
import { partsOfKeyId } from '../keys/key-ring.ts';
import type { Access } from '../keys/open-personal.ts';
import type { Answer, Submission } from '../workflows/process.ts';
import { AUTHORITY_REFUSALS } from '../workflows/complaint/authority.ts';
import type { Caller } from './actor.ts';

type View = Extract<AccessEvent, { type: 'CaseViewed' }>['data']['what'];

/** Notes that somebody looks at a case; to be awaited before it is shown. */
export function noteView(
  note: AccessBook,
  { actor }: Caller,
  stream: string,
  what: View,
): Promise<void> {
  const at = new Date().toISOString();
  return note({ stream, who: actor, at, type: 'CaseViewed', data: { what } });
}

/** Notes an opening in every case whose key it needs. */
export async function noteOpening(
  note: AccessBook,
  { who, why, keys, at, document }: Access,
): Promise<void> {
  const byStream = Map.groupBy(keys, (key) => partsOfKeyId(key)?.stream ?? '');
  await Promise.all(
    [...byStream].map(([stream, ofCase]) => {
      const data = { keys: ofCase, purpose: why, ...(document === undefined ? {} : { document }) };
      return note({ stream, who, at, type: 'PersonalDataOpened', data });
    }),
  );
}

/** Cases that are noted at once: each has a stream of its own. */
const NOTED_AT_ONCE = 16;

/** Notes that cases leave the house in a file; to be awaited before it does. */
export async function noteExport(
  note: AccessBook,
  who: Actor,
  streams: readonly string[],
  data: Extract<AccessEvent, { type: 'CaseExported' }>['data'],
): Promise<void> {
  const at = new Date().toISOString();
  for (let from = 0; from < streams.length; from += NOTED_AT_ONCE) {
    const some = streams.slice(from, from + NOTED_AT_ONCE);
    await Promise.all(some.map((stream) => note({ stream, who, at, type: 'CaseExported', data })));
  }
}

/** Notes what was refused to a person, once for each submission and reason, however often it is repeated. */
export async function noteRefusal(
  note: AccessBook,
  stream: string,
  { id, actor, commands }: Submission,
  answer: Answer,
): Promise<void> {
  if (answer.status !== 'refused' || answer.code === 'no-such-case') return;
  const types = commands.map(({ type }) => type);
  await note({
    ...{ stream, who: actor, at: new Date().toISOString() },
    once: [id, answer.code, ...types].join(':'),
    type: 'CommandRefused',
    data: {
      commands: types,
      because: answer.code,
      authority: AUTHORITY_REFUSALS.includes(answer.code),
    },
  });
}
