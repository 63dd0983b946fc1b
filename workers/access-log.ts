import type { Logger } from 'pino';
import type { Access } from '../keys/open-personal.ts';

/** Tells the log of each opening of personal data; never what was opened. */
export function accessLog(logger: Logger): (access: Access) => void {
  return ({ who, why, keys, at }) =>
    logger.info({ who: who.id, role: who.role, why, keys, at }, 'personal data opened');
}
