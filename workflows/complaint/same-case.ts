import type { Context, Refusal } from '../process.ts';
import type { ComplaintCommand } from './commands.ts';
import { refuse } from './refuse.ts';

/** The refusal to link a case with itself, in whatever way, or to merge it into itself. */
export function refuseItself(
  command: ComplaintCommand,
  { stream }: Context,
): { readonly refused: Refusal } | undefined {
  if (stream === undefined) return undefined;
  const own = stream.slice(stream.lastIndexOf('.') + 1);
  return casesNamed(command).includes(own)
    ? refuse(
        'same-case',
        `${own} is this case itself: name another.`,
        `${own} 即为本案，请填写其他案件。`,
      )
    : undefined;
}

/** The other cases that a command says belong to this one. */
function casesNamed({ type, data }: ComplaintCommand): readonly string[] {
  switch (type) {
    case 'LinkCase':
    case 'LinkRepeat':
      return [data.to];
    case 'RecordDuplicateOf':
      return [data.of];
    case 'LinkMass':
      return data.cases;
    case 'MergeIntoCase':
      return [data.into];
    default:
      return [];
  }
}
