import type { Logger } from 'pino';
import type { AccessBook } from '../activities/access-book.ts';
import { noteOpening } from '../api/note-accesses.ts';
import type { Access } from '../keys/open-personal.ts';

/** Tells the log of each opening of personal data; never what was opened. */
export function accessLog(logger: Logger): (access: Access) => void {
  return ({ who, why, keys, at }) =>
    logger.info({ who: who.id, role: who.role, why, keys, at }, 'personal data opened');
}

/** Tells the log, and resolves when it also stands in the book of every case of which something is opened. */
export function accessRecord(logger: Logger, note: AccessBook): (access: Access) => Promise<void> {
  const tell = accessLog(logger);
  return async (access) => {
    tell(access);
    await noteOpening(note, access);
  };
}
