import { CommandFailed, EXIT } from './output.ts';

/** What `--per-second` paces. Throws, naming it, on what is no number above 0. */
export function perSecondOf(given: string): number {
  const perSecond = Number(given);
  if (perSecond > 0) return perSecond;
  throw new CommandFailed(
    { en: '--per-second must be above 0.', zh: '--per-second 应大于 0。' },
    EXIT.usage,
  );
}
