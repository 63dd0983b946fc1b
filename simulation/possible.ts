import { AFTER_THE_END } from '../workflows/complaint/after-the-end.ts';
import { BEGINNINGS } from '../workflows/complaint/commands.ts';
import type { ComplaintState } from '../workflows/complaint/state.ts';
import { BEFORE_TAKE_OVER } from '../workflows/complaint/take-over.ts';

/** Of these commands the ones that a case as it stands hears at all: the others it refuses whoever gives them. */
export function possible(
  { status, imported }: ComplaintState,
  types: readonly string[],
): readonly string[] {
  const isOver = status === 'closed' || status === 'withdrawn';
  const heard: readonly (readonly string[])[] = [
    ...(status === 'none' ? [BEGINNINGS] : []),
    ...(isOver ? [AFTER_THE_END] : []),
    ...(imported?.takenOver === null ? [BEFORE_TAKE_OVER] : []),
  ];
  return types.filter((type) => heard.every((ones) => ones.includes(type)));
}
