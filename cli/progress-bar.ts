import { progress } from '@clack/prompts';
import type { Output } from './output.ts';

/** A bar needs some room. */
const NARROWEST = 40;

export type Bar = {
  /** By one, or by `steps`. */
  readonly advance: (message: string, steps?: number) => void;
  readonly stop: () => void;
};

/** How many there are in all, what they are called, and what they do meanwhile. */
type Course = {
  readonly max: number;
  readonly what: string;
  readonly doing: string;
  readonly did: string;
};

/** A bar on a terminal, a line every tenth elsewhere. */
export function progressBar({ max, what, doing, did }: Course, { json, say }: Output): Bar {
  let done = 0;
  if (process.stdout.isTTY && process.stdout.columns > NARROWEST && !json) {
    const bar = progress({ max });
    bar.start(doing);
    return {
      advance: (message, steps = 1) => {
        done += steps;
        bar.advance(steps, `${done} of ${max}${message === '' ? '' : ` · ${message}`}`);
      },
      stop: () => bar.stop(`${done} ${did}`),
    };
  }
  const tenth = Math.ceil(max / 10);
  return {
    advance: (_message, steps = 1) => {
      const before = Math.floor(done / tenth);
      done += steps;
      if (steps > 0 && (Math.floor(done / tenth) > before || done === max))
        say(`  ${done} of ${max} ${what}`);
    },
    stop: () => undefined,
  };
}
