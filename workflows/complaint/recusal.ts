import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import type { CommandData } from './commands.ts';
import { reviewVoided } from './open-review.ts';
import { refuse } from './refuse.ts';
import { isBeingTold } from './state.ts';
import type { ComplaintState } from './state.ts';

/**
 * Recusal (回避). Order 2020-3 art. 17 asks for persons without a direct interest to verify a complaint and lists
 * nobody; which interests count is our list, and the facts come with the command, from whoever knows who sold what.
 */
const ARTICLE = 'Order 2020-3 art. 17';
/** Of the article itself; the list of interests is ours. */
const MARK = 'V';

type Involved = CommandData<'RecordInterest'>['involved'];

/** Records who has an interest. A handler who turns out to have one gives the case back. */
export function recordInterest(
  state: ComplaintState,
  { involved }: CommandData<'RecordInterest'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  return {
    events: [
      ...interestsOf(state, involved, actor.id),
      ...recused(state, involved, actor.id),
      ...reviewRecused(state, involved),
    ],
  };
}

/** The refusal to let a person verify this case, if an interest is known now or comes with the command. */
export function mustStandAside(
  { handling }: ComplaintState,
  person: string,
  involved: Involved = [],
): { readonly refused: Refusal } | undefined {
  const interest = [...handling.interests, ...involved].find((one) => one.person === person);
  if (interest === undefined) return undefined;
  return refuse(
    'has-an-interest',
    `Whoever has an interest in the matter stands aside: ${person} (${interest.as}; ${ARTICLE}).`,
    `${person} 与投诉事项有利害关系（${interest.as}），应当回避（2020年第3号令第十七条）。`,
  );
}

/** The events for those interests that are not known yet. */
export function interestsOf(
  { handling }: ComplaintState,
  involved: Involved,
  by: string,
): readonly ComplaintEvent[] {
  const known = new Set(handling.interests.map(named));
  return [...new Map(involved.map((one) => [named(one), one])).values()]
    .filter((one) => !known.has(named(one)))
    .map(({ person, as }) => ({
      type: 'InterestRecorded',
      data: { person, as, article: ARTICLE, mark: MARK, by },
    }));
}

/** Everybody who took part at first instance: none of them decides its review. */
export function firstInstance({ handling, proposal }: ComplaintState): readonly string[] {
  const decided = proposal === null ? [] : [proposal.by];
  const signedOff = proposal?.signedOff == null ? [] : [proposal.signedOff.by];
  return [...new Set([...handling.handlers, ...decided, ...signedOff])];
}

/** A handler gives the case back, and what a person with an interest has prepared or signed is no decision. */
function recused(state: ComplaintState, involved: Involved, by: string): readonly ComplaintEvent[] {
  const { handler, proposal } = state;
  const interestOf = (person: string | null) => involved.find((one) => one.person === person);
  const own = interestOf(handler);
  const stands: readonly ComplaintEvent[] =
    handler === null || own === undefined
      ? []
      : [
          {
            type: 'HandlerRecused',
            data: { handler, as: own.as, article: ARTICLE, mark: MARK, by },
          },
        ];
  const decided = [handler, proposal?.by ?? null, proposal?.signedOff?.by ?? null];
  // A decision that is on its way can no longer be held back.
  return proposal === null || isBeingTold(state) || !decided.some(interestOf)
    ? stands
    : [
        ...stands,
        { type: 'DecisionVoided', data: { proposal: proposal.revision, because: 'recused' } },
      ];
}

/** What a reviewer with an interest has proposed is no result; another is named by `AssignReview`. */
function reviewRecused(state: ComplaintState, involved: Involved): readonly ComplaintEvent[] {
  const { reviewer = null, proposal = null } = state.review ?? {};
  const has = involved.some(({ person }) => person === reviewer || person === proposal?.by);
  return has ? reviewVoided(state, 'recused') : [];
}

function named({ person, as }: Involved[number]): string {
  return `${as} ${person}`;
}
