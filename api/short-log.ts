import { isComplaintOf } from '../projections/complaint-stream.ts';
import { figuresAsOf } from '../projections/replay/figures-as-of.ts';
import type { FiguresAsOf, FiguresAt, Instants } from '../projections/replay/figures-as-of.ts';
import { heldStreams } from '../projections/replay/held-streams.ts';
import type { House } from './house.ts';

/** Events of a log that one request reads whole: some seconds of work, and some ten megabytes. */
const EVENTS_AT_MOST = 20_000;

export const TOO_LONG = {
  en: `The log holds more than ${EVENTS_AT_MOST} events: a request does not read it whole. Use \`redress replay as-of\` on the house.`,
  zh: `日志超过 ${EVENTS_AT_MOST} 个事件，接口不作全量读取；请在服务器上使用 \`redress replay as-of\`。`,
};

export type Made = FiguresAsOf | { readonly not: 'too-long' | 'behind' | 'busy' };

/** Makes figures as of an instant within what a request may cost: of a log that is short, one at a time. */
export function shortLog({ log }: Pick<House, 'log'>) {
  let isBusy = false;
  return async (asked: Instants, figuresAt: FiguresAt): Promise<Made> => {
    if (isBusy) return { not: 'busy' };
    isBusy = true;
    try {
      const isOwn = (stream: string): boolean => isComplaintOf(stream, asked.institution);
      const held = await heldStreams(log, isOwn, EVENTS_AT_MOST);
      if ('not' in held) return held;
      const { streams } = held;
      const cases = async function* () {
        yield* streams;
      };
      return await figuresAsOf(cases, figuresAt, asked);
    } finally {
      isBusy = false;
    }
  };
}
