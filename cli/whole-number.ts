import { CommandFailed, EXIT } from './output.ts';

const MOST = 100_000_000;

/** What an option counts. Throws, naming the option and its bounds, on anything else. */
export function wholeNumber(option: string, text: string, least = 1, most = MOST): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new CommandFailed(
    {
      en: `${option} must be a whole number from ${least} to ${most}.`,
      zh: `${option} 应为 ${least} 至 ${most} 之间的整数。`,
    },
    EXIT.usage,
  );
}
