import type { Changes } from './evolve.ts';
import { judged } from './evolve-intake.ts';

/** Links to other cases, and from them. */
export const linkChanges: Changes<'CaseLinked' | 'LinkConfirmed' | 'LinkRefused' | 'LinkAccepted'> =
  {
    CaseLinked: (state, { to, as = null }, revision) => ({
      ...judged(state, to),
      links: [...state.links, { revision, to, as, confirmed: false }],
    }),
    LinkConfirmed: (state, { link }) => ({
      ...state,
      links: state.links.map((one) => (one.revision === link ? { ...one, confirmed: true } : one)),
    }),
    LinkRefused: (state, { link }) => ({
      ...state,
      links: state.links.filter((one) => one.revision !== link),
    }),
    LinkAccepted: (state, { from }) => ({ ...state, linkedFrom: [...state.linkedFrom, from] }),
  };
