import type { Instant } from '../../events/envelope.ts';
import type { Box } from '../../events/personal.ts';
import type { Refusal } from '../process.ts';
import type { CommandData } from './commands.ts';
import type { Pause } from './pauses-of.ts';
import { refuse } from './refuse.ts';

/** What must be so before time stops: the complainant was told of it, or agreed to it. */

type Stated = Pick<CommandData<'PauseClocks'>, 'complainantToldAt' | 'complainantAgreedAt'>;

export type Said = Stated & {
  readonly reasons?: Box | undefined;
  readonly at: Instant;
};

/** What people say of it happened between the receipt of the complaint and now, whether a rule asks for it or not. */
export function refuseUntimely(
  { complainantToldAt: told, complainantAgreedAt: agreed }: Stated,
  receivedAt: Instant | null,
  now: Instant,
): { readonly refused: Refusal } | undefined {
  if (told !== undefined && told < (receivedAt ?? told))
    return refuse(
      'told-before-received',
      'The complainant cannot have been told of the pause before the complaint was received.',
      '告知投诉人中止的时间不能早于投诉接收时间。',
    );
  if (agreed !== undefined && agreed < (receivedAt ?? agreed))
    return refuse(
      'agreed-before-received',
      'The complainant cannot have agreed to the pause before the complaint was received.',
      '投诉人同意中止的时间不能早于投诉接收时间。',
    );
  const said = [
    ...(told === undefined ? [] : (['complainant-told'] as const)),
    ...(agreed === undefined ? [] : (['complainant-agreed'] as const)),
  ];
  return missingFor(said, { complainantToldAt: told, complainantAgreedAt: agreed }, now);
}

export function missingFor(
  preconditions: Pause['preconditions'],
  said: Stated,
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
