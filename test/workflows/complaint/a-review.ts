import type { Actor, Instant } from '../../../events/envelope.ts';
import { box, clara, closed, given, renata } from './a-case.ts';

/** The second instance of the case that was told and closed; the number beside an event is its revision. */
export const ASKED: Instant = '2026-04-03T02:00:00.000Z';
export const DECIDED: Instant = '2026-04-20T02:00:00.000Z';
export const now = (by: Actor = clara, at: Instant = ASKED) => ({ at, by });

/** Two more of the unit that reviews. */
export const rosa: Actor = { id: 'rosa', role: 'supervisor', rank: 'supervisor', unit: 'review' };
export const rolf: Actor = { id: 'rolf', role: 'head', rank: 'head', unit: 'review' };

export const ask = (changes: object = {}) =>
  ({
    type: 'RequestReview',
    data: {
      requestedAt: ASKED,
      decidedBy: 'branch',
      form: 'written',
      grounds: box('It says nothing of interest.'),
      ...changes,
    },
  }) as const;

export const give = (reviewer = 'renata', unit = 'review') =>
  ({ type: 'AssignReview', data: { reviewer, unit } }) as const;

export const letter = box('The decision stands.');
export const covers = ['process', 'timeliness', 'result', 'grounds', 'routes'];

export const decide = (changes: object = {}) =>
  ({
    type: 'DecideReview',
    data: {
      outcome: 'confirmed',
      process: 'in-order',
      timeliness: 'in-time',
      reasons: box('All in order.'),
      letter,
      covers,
      ...changes,
    },
  }) as const;

export const signOff = (changes: object = {}) =>
  ({
    type: 'SignOffReview',
    data: { proposal: 14, letterCommitment: letter.commitment, ...changes },
  }) as const;

export const sendBack = (proposal = 14) =>
  ({ type: 'ReturnReview', data: { proposal, reasons: box('It names no day.') } }) as const;

/** 11 asked for, 12 its clock */
export const asked = given(closed).after(ask(), now());
/** 13 */
export const assigned = given(asked).after(give(), now(renata));
/** 14 */
export const proposed = given(assigned).after(decide(), now(renata));
/** 15 signed off, 16 its letter ordered */
export const signedOff = given(proposed).after(signOff(), now(rosa, DECIDED));
