import type { Instant } from '../events/envelope.ts';
import { instantOf } from '../events/words.ts';
import { CommandFailed, EXIT } from './output.ts';

/** An instant as a person gives it, in its one form; anything else, and a day that there is not, is refused. */
export function instantGiven(text: string): Instant {
  const instant = instantOf(text);
  if (instant !== undefined) return instant;
  throw new CommandFailed(
    {
      en: `${text} is no instant in UTC, such as 2026-03-10T00:00:00.000Z.`,
      zh: `${text} 不是 UTC 时点；写法如 2026-03-10T00:00:00.000Z。`,
    },
    EXIT.usage,
  );
}
