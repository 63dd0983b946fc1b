import type { Instant } from '../../events/envelope.ts';
import type { Box } from '../../events/personal.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { Refusal } from '../process.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';

/** What must be so before time stops: the complainant was told of it, or agreed to it. */

type Pause = NonNullable<Regime['pauses']>[number];

export type Said = Pick<CommandData<'PauseClocks'>, 'complainantToldAt' | 'complainantAgreedAt'> & {
  readonly reasons?: Box | undefined;
  readonly at: Instant;
};

export function missingFor(
  preconditions: Pause['preconditions'],
  said: Pick<CommandData<'PauseClocks'>, 'complainantToldAt' | 'complainantAgreedAt'>,
  now: string,
): { readonly refused: Refusal } | undefined {
  const at = {
    'complainant-told': said.complainantToldAt,
    'complainant-agreed': said.complainantAgreedAt,
  };
  for (const precondition of preconditions) {
    const instant = at[precondition];
    if (instant !== undefined && instant <= now) continue;
    return precondition === 'complainant-told'
      ? refuse(
          'complainant-not-told-of-pause',
          'The clock runs on until the complainant has been told of the pause; say when he was.',
          '告知投诉人之前时限不得中止；请注明告知时间。',
        )
      : refuse(
          'complainant-not-agreed',
          'The clock runs on unless the complainant has agreed; say when he did.',
          '未经投诉人同意时限不得中止；请注明同意时间。',
        );
  }
  return undefined;
}
