import { TopicsDiffer } from './broker.ts';

/** Milliseconds. */
const PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/**
 * How long to wait after a fault before beginning anew, when the last wait was `before`: a moment, since brokers come
 * back; twice as long each time while topics differ, which somebody must alter.
 */
export function pauseAfter(error: unknown, before: number): number {
  if (!(error instanceof TopicsDiffer)) return PAUSE;
  return Math.min(Math.max(2 * before, PAUSE), LONGEST_PAUSE);
}
