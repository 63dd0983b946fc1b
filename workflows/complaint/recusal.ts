import { inChineseWords } from '../../events/complaint/code-words.ts';
import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Text } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { strictestSaid } from './case-regime.ts';
import type { CommandData } from './commands.ts';
import { reviewVoided } from './open-review.ts';
import { refuse } from './refuse.ts';
import { sourceOf } from './source.ts';
import type { Source } from './source.ts';
import { complainedOf, isBeingTold } from './state.ts';
import type { ComplaintState } from './state.ts';

/**
 * Recusal (回避): who may not look into a complaint, nor review it. Which relations to the matter count is data of the
 * regimes of the case; of a relation that none of them names the house's own rule holds. The facts come with the
 * command, from whoever knows who sold what, or stand in the case.
 */
type Involved = CommandData<'RecordInterest'>['involved'];
type Counts = Pick<Context, 'rules' | 'now'>;
type Recusal = NonNullable<Regime['recusals']>[number];
type Stage = Recusal['at'][number];
type Relation = Recusal['of'][number];

/** Records who has an interest. A handler who turns out to have one gives the case back. */
export function recordInterest(
  state: ComplaintState,
  { involved }: CommandData<'RecordInterest'>,
  context: Context,
): Decision<ComplaintEvent> {
  return {
    events: [
      ...interestsOf(state, involved, context),
      ...recused(state, involved, context),
      ...reviewRecused(state, involved, context),
    ],
  };
}

/**
 * The refusal to let a person handle this case, or review it, if he is known now to stand to it in a way that forbids
 * it, or the command says so. It names the article of the case's regime, or the house's rule.
 */
export function mustStandAside(
  state: ComplaintState,
  person: string,
  context: Counts,
  at: Stage,
  involved: Involved = [],
): { readonly refused: Refusal } | undefined {
  for (const relation of relationsOf(state, person, at, involved)) {
    const rule = ruleOver(state, relation, at, context);
    if (rule === undefined) continue;
    const { en, zh } = rule.text;
    const { codes, from } = STAGES[at];
    return refuse(
      codes[relation] ?? 'has-an-interest',
      `Has to stand aside from ${from.en}: ${person} (${relation}; ${en}).`,
      `${person} 应当回避${from.zh}（${inChineseWords(relation)}；${zh}）。`,
    );
  }
  return undefined;
}

/** What is stood aside from, and the code of the refusal where the case itself tells the relation. */
const STAGES: {
  readonly [At in Stage]: {
    readonly from: Text;
    readonly codes: { readonly [Known in Relation]?: string };
  };
} = {
  assignment: {
    from: { en: 'the case', zh: '本案' },
    codes: { 'complained-of': 'handler-complained-of' },
  },
  review: {
    from: { en: 'the review', zh: '核查' },
    codes: { 'complained-of': 'reviewer-took-part', 'took-part': 'reviewer-took-part' },
  },
};

/** How a person stands to the case. Who handled it may go on handling it: that he took part counts at its review. */
function relationsOf(
  state: ComplaintState,
  person: string,
  at: Stage,
  involved: Involved,
): readonly Relation[] {
  const recorded = [...state.handling.interests, ...involved]
    .filter((one) => one.person === person)
    .map(({ as }) => as);
  return [
    ...(complainedOf(state).includes(person) ? (['complained-of'] as const) : []),
    ...(at === 'review' && state.involved.persons.includes(person) ? (['took-part'] as const) : []),
    ...recorded,
  ];
}

/** The source of the rule by which a relation forbids to take part. */
function ruleOver(
  state: ComplaintState,
  relation: Relation,
  at: Stage,
  context: Counts,
): Source | undefined {
  const said = strictestSaid(state, context, ({ recusals }) =>
    recusals?.find((one) => one.at.includes(at) && one.of.includes(relation)),
  );
  return said && sourceOf(said.regime, said.rule);
}

/** Of an interest that no rule of the case names: it is recorded all the same. */
const UNNAMED = { article: 'named by no rule of this case', mark: 'P' } as const;

function originOf(state: ComplaintState, relation: Relation, context: Counts) {
  const { article, mark } =
    ruleOver(state, relation, 'assignment', context) ??
    ruleOver(state, relation, 'review', context) ??
    UNNAMED;
  return { article, mark };
}

/** The events for those interests that are not known yet. */
export function interestsOf(
  state: ComplaintState,
  involved: Involved,
  context: Context,
): readonly ComplaintEvent[] {
  const known = new Set(state.handling.interests.map(named));
  return [...new Map(involved.map((one) => [named(one), one])).values()]
    .filter((one) => !known.has(named(one)))
    .map(({ person, as }) => ({
      type: 'InterestRecorded',
      data: { person, as, ...originOf(state, as, context), by: context.actor.id },
    }));
}

/** A handler gives the case back, and what a person with an interest has prepared or signed is no decision. */
function recused(
  state: ComplaintState,
  involved: Involved,
  context: Context,
): readonly ComplaintEvent[] {
  const { handler, proposal } = state;
  const interestOf = (person: string | null) =>
    involved.find(
      (one) =>
        one.person === person && ruleOver(state, one.as, 'assignment', context) !== undefined,
    );
  const own = interestOf(handler);
  const stands: readonly ComplaintEvent[] =
    handler === null || own === undefined || state.status !== 'open'
      ? []
      : [
          {
            type: 'HandlerRecused',
            data: {
              ...{ handler, as: own.as, by: context.actor.id },
              ...originOf(state, own.as, context),
            },
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
function reviewRecused(
  state: ComplaintState,
  involved: Involved,
  context: Counts,
): readonly ComplaintEvent[] {
  const { reviewer = null, proposal = null } = state.review ?? {};
  const has = involved.some(
    ({ person, as }) =>
      (person === reviewer || person === proposal?.by) &&
      ruleOver(state, as, 'review', context) !== undefined,
  );
  return has ? reviewVoided(state, 'recused') : [];
}

function named({ person, as }: Involved[number]): string {
  return `${as} ${person}`;
}
