import { partsOf } from '../../keys/case-number.ts';
import { added, addedAt, changed, register } from './register.ts';
import type { Entry } from './register.ts';

type Link = {
  readonly kind: 'duplicate' | 'repeat' | 'mass' | 'merge' | 'related' | 'fingerprint';
  /** The number of the other case. */
  readonly other: string;
  /** Whether this case named the other, or the other way round. */
  readonly direction: 'to' | 'from';
  readonly by: string | null;
  /** Why the other case, or a person, said no. */
  readonly code: string | null;
};

/** Cases that belong together: the same again, once more by the same person, merged, or one of many. */
export const links = register<Link>({
  title: { en: 'Repeats, duplicates and links', zh: '重复投诉与关联登记' },
  states: ['possible', 'asked', 'confirmed', 'refused', 'dismissed'],
  columns: ['kind', 'other', 'direction', 'by', 'code'],
  changes: {
    ComplaintReceived: (entries, { possibleDuplicates = [] }, occasion) =>
      added(
        entries,
        occasion,
        ...possibleDuplicates.map((other) => ({
          state: 'possible',
          details: linkOf('fingerprint', other, null),
        })),
      ),
    DuplicateDismissed: (entries, { of, by }) =>
      changed(entries, isPossible(of), 'dismissed', { by }),
    CaseLinked: (entries, { to, as, by }, occasion) =>
      added(changed(entries, isPossible(to), 'confirmed', { by }), occasion, {
        state: 'asked',
        details: linkOf(as ?? 'related', to, by),
      }),
    LinkConfirmed: (entries, { link }) => changed(entries, addedAt(link), 'confirmed', {}),
    LinkRefused: (entries, { link, code }) => changed(entries, addedAt(link), 'refused', { code }),
    LinkAccepted: (entries, { from, as }, occasion) =>
      added(entries, occasion, { state: 'confirmed', details: linkFrom(as ?? 'related', from) }),
    MergeAsked: (entries, { into, by }, occasion) =>
      added(changed(entries, isPossible(into), 'confirmed', { by }), occasion, {
        state: 'asked',
        details: linkOf('merge', into, by),
      }),
    CaseMerged: (entries, { merge }) => changed(entries, addedAt(merge), 'confirmed', {}),
    MergeRefused: (entries, { merge, code }) =>
      changed(entries, addedAt(merge), 'refused', { code }),
    MergeAccepted: (entries, { from }, occasion) =>
      added(entries, occasion, { state: 'confirmed', details: linkFrom('merge', from) }),
  },
});

function linkOf(kind: Link['kind'], other: string, by: string | null): Link {
  return { kind, other, direction: 'to', by, code: null };
}

/** The other case named itself by its stream. */
function linkFrom(kind: Link['kind'], from: string): Link {
  const other = partsOf(from)?.caseNumber ?? from;
  return { kind, other, direction: 'from', by: null, code: null };
}

function isPossible(other: string): (entry: Entry<Link>) => boolean {
  return ({ state, details }) => state === 'possible' && details.other === other;
}
