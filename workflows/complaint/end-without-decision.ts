import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Actor, Instant } from '../../events/envelope.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { endByRegime, saidByRegime } from './end-by-regime.ts';
import type { EndByRegime } from './end-by-regime.ts';
import {
  ableToEnd,
  refuseAlone,
  refuseLetter,
  refuseUnaccepted,
  runsUntilTold,
} from './endings.ts';
import type { Able, Said } from './endings.ts';
import { goingAsAgreed } from './going-as-agreed.ts';
import { refuseTriedOtherwise, triedInVain } from './in-vain.ts';
import { refuse } from './refuse.ts';
import { isSecondLead } from './relations.ts';
import { retentionBegins } from './retention.ts';
import { isBeingTold, receivedAtOf } from './state.ts';
import type { ComplaintState } from './state.ts';
import { stopEnded, stopSatisfied } from './stop-clocks.ts';

/**
 * Ways out of a case that are no decision told, each only by the regimes that have it and whose preconditions hold:
 * resolved within a chance (DISP 1.5, RG 271), made by nobody who may make it, or somebody who cannot be reached and
 * need not be told (Order 2020-3 arts. 18, 21). For the other regimes the case goes on. A withdrawal is the
 * complainant's own word and has its own command.
 */
export function endWithoutDecision(
  state: ComplaintState,
  data: Said,
  context: Context,
): Decision<ComplaintEvent> {
  const { now, rules, actor } = context;
  const able = ableToEnd(state, data, rules);
  if ('refused' in able) return able;
  const refused =
    refuseOwnHand(state, data, actor) ??
    refuseUntimely(state, data, now) ??
    able
      .map((one) => refuseAlone(state, one, actor) ?? refuseUnaccepted(state, one, data, rules))
      .find((one) => one !== undefined) ??
    refuseLetter(able, data);
  if (refused !== undefined) return refused;
  const [first] = able;
  return first?.ending.effect === 'telling-excused'
    ? excuseTelling(state, data, able, context)
    : endCase(state, data, able, context);
}

function endCase(
  state: ComplaintState,
  data: Said,
  able: readonly Able[],
  { rules, actor, now }: Context,
): Decision<ComplaintEvent> {
  const { at } = data;
  for (const { ending } of able) {
    const received = { from: receivedAtOf(state) ?? at, to: at };
    const tried = ending.attempts && triedInVain(state, ending.attempts, received);
    if (tried !== undefined && 'refused' in tried) return tried;
  }
  const end = endFor(state, able, { rules, at });
  const letter: ComplaintEvent = {
    type: 'LetterOrdered',
    data: {
      letter: 'ending',
      about: state.next,
      attempt: 1,
      ...goingAsAgreed(state, now),
      at: now,
    },
  };
  const untilTold = runsUntilTold(able);
  const about = { ...aboutEnd(end), ...(untilTold ? { untilTold } : {}) };
  const closing: readonly ComplaintEvent[] = [
    { type: 'CaseClosed', data: { by: actor.id, at } },
    retentionBegins(state, at, rules),
  ];
  return {
    events: [
      { type: 'EndedWithoutDecision', data: { ...data, ...about, by: actor.id } },
      ...(data.letter === undefined ? [] : [letter]),
      ...(untilTold ? [] : stopEnded(state, end)),
      ...(end.goesOn.length === 0 ? closing : []),
    ],
  };
}

function endFor(
  state: ComplaintState,
  able: readonly Able[],
  { rules, at }: { readonly rules: RuleBook; readonly at: Instant },
): EndByRegime {
  return endByRegime(state, { rules, at }, ({ name }) => {
    const one = able.find(({ regime }) => regime.name === name);
    return one && { at, rule: one.ending, chance: one.chance };
  });
}

/** The rule it ends by first of all, and what it comes to under each regime. */
function aboutEnd(end: EndByRegime) {
  const [first] = end.ends.values();
  const { name: ending = '', article = '', mark = '' } = first?.rule ?? {};
  return { ending, article, mark, ...saidByRegime(end) };
}

/** What the complainant did not say himself – that he has no standing – is found by a second person who leads. */
function refuseOwnHand(
  state: ComplaintState,
  { ground }: Said,
  actor: Actor,
): { readonly refused: Refusal } | undefined {
  return ground !== 'no-standing' || isSecondLead(state, actor)
    ? undefined
    : refuse(
        'takes-a-lead',
        'Only somebody who leads and never handled the case may find that the complainant has no standing, since that ends it.',
        '认定投诉人不具备投诉资格将终止案件，应由未经办过本案的主管及以上人员作出。',
      );
}

function refuseUntimely(
  state: ComplaintState,
  { at }: Said,
  now: Instant,
): { readonly refused: Refusal } | undefined {
  if (isBeingTold(state))
    return refuse(
      'decision-being-told',
      'The decision has been told, or is on its way: the case is closed after it.',
      '处理决定已经告知或正在送达，应按告知程序结案。',
    );
  if (state.decided.excused)
    return refuse(
      'telling-excused-already',
      'The telling of the decision was excused already: close the case.',
      '已免予告知，请办理结案。',
    );
  return at > now || at < (receivedAtOf(state) ?? at)
    ? refuse(
        'ended-out-of-order',
        'A case ends after the complaint was received and not later than now.',
        '终止事由发生时间应在投诉接收之后，且不晚于当前时间。',
      )
    : undefined;
}

/** A decision that was signed off stands though it could not be told, and the case may be closed. */
function excuseTelling(
  state: ComplaintState,
  { ground, at, reasons }: Said,
  able: readonly Able[],
  { rules, actor }: Context,
): Decision<ComplaintEvent> {
  const { proposal } = state;
  if (proposal === null || proposal.signedOff === null)
    return refuse(
      'not-signed-off',
      'Only the telling of a decision that a second person has signed off is excused.',
      '仅对已经第二人审批的处理决定免予告知。',
    );
  const since = { from: proposal.signedOff.at, to: at };
  const tried = able.map(({ ending }) => triedInVain(state, ending.attempts, since));
  const inVain = tried.find((one) => 'refused' in one) ?? tried[0];
  if (inVain === undefined || 'refused' in inVain) return inVain ?? { events: [] };
  const otherwise = refuseTriedOtherwise(state, since, rules);
  if (otherwise !== undefined) return otherwise;
  const end = endFor(state, able, { rules, at });
  const decided = { ...state.decided, excused: true, stillToTell: end.goesOn };
  const about = { ...aboutEnd(end), by: actor.id };
  return {
    events: [
      {
        type: 'TellingExcused',
        data: { ...about, ground, at, reasons, proposal: proposal.revision, ...inVain },
      },
      ...stopSatisfied({ ...state, decided }, at, rules),
    ],
  };
}
