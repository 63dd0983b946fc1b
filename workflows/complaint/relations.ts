import type { Actor, Text } from '../../events/envelope.ts';
import type { Refusal } from '../process.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/** How a person stands to a case, where a command asks for it: what is asked, who it keeps out, and the refusal. */
type Relation = {
  readonly title: Text;
  readonly holds: (state: ComplaintState, actor: Actor) => boolean;
  readonly refused: Refusal;
};

/** Who leads may handle a case that is not his own. */
export const LEADING: readonly string[] = ['supervisor', 'head', 'executive'];

/** Whether it is, or ever was, a person's own case. */
export function everHandled({ handler, handling }: ComplaintState, person: string): boolean {
  return handler === person || handling.handlers.includes(person);
}

/** The second person of what ends a case, or undoes a breach: one who leads, and whose own case it never was. */
export function isSecondLead(state: ComplaintState, { id, role }: Actor): boolean {
  return LEADING.includes(role) && !everHandled(state, id);
}

const samePerson = refuse(
  'same-person',
  'A decision is signed off or returned by a second person: neither who proposed it nor who handles or ever handled the case.',
  '处理决定应由第二人审批：提出人、现任及历任经办人均不得审批或退回。',
).refused;

/** Whose own case it never was. What a command would give its handler, its refusal says. */
const neverHis: Omit<Relation, 'refused'> = {
  title: { en: 'nobody who handles or ever handled the case', zh: '现任及历任经办人以外的人员' },
  holds: (state, { id }) => !everHandled(state, id),
};

export const relations = {
  'own-case': {
    title: { en: 'the handler, or somebody who leads', zh: '经办人或其上级' },
    holds: ({ handler }, { id, role }) => handler === id || LEADING.includes(role),
    refused: refuse(
      'not-the-handler',
      'Only the handler of the case, or somebody who leads, may do this.',
      '仅本案经办人或其上级可执行此操作。',
    ).refused,
  },
  'not-proposer': {
    title: { en: 'not who proposed the decision', zh: '非处理决定提出人' },
    holds: ({ proposal }, { id }) => proposal?.by !== id,
    refused: samePerson,
  },
  'never-own-decision': { ...neverHis, refused: samePerson },
  'never-handled': {
    ...neverHis,
    refused: refuse(
      'same-person',
      'A fact is corrected by a second person: nobody who handles or ever handled the case.',
      '事实更正应由第二人办理：现任及历任经办人均不得更正。',
    ).refused,
  },
  'never-own-time': {
    ...neverHis,
    refused: refuse(
      'same-person',
      'Nobody gives himself time: what moves a time limit is said by somebody who leads and neither handles nor ever handled the case.',
      '任何人不得自行变更其办理时限：变更时限的事项应由现任及历任经办人以外的主管及以上人员办理。',
    ).refused,
  },
  'never-own-end': {
    ...neverHis,
    refused: refuse(
      'same-person',
      'A withdrawal is recorded by a second person: nobody who handles or ever handled the case ends it by what the complainant is to have said.',
      '投诉撤回应由第二人登记：现任及历任经办人不得仅凭其所述的投诉人意愿终止案件。',
    ).refused,
  },
  'not-first-instance': {
    title: { en: 'nobody who took part in the first handling', zh: '未参与原处理的人员' },
    holds: ({ involved }, { id }) => !involved.persons.includes(id),
    refused: refuse(
      'took-part',
      'Whoever took part in the first handling has no part in its review.',
      '参与原处理的人员不得参与核查。',
    ).refused,
  },
  'other-unit': {
    title: { en: 'of a unit that did not handle the complaint', zh: '非原办理单位' },
    holds: ({ involved }, { unit }) => !involved.units.includes(unit),
    refused: refuse(
      'same-unit',
      'The unit that handled the complaint has no part in its review.',
      '原办理单位不得参与核查。',
    ).refused,
  },
  'not-reviewer': {
    title: { en: 'not who reviews', zh: '非核查人员' },
    holds: ({ review }, { id }) => review?.reviewer !== id && review?.proposal?.by !== id,
    refused: refuse(
      'same-person',
      'The result of a review is signed off or returned by a second person, never by who reviews.',
      '核查决定应由第二人审批：核查人员本人不得审批或退回。',
    ).refused,
  },
  reviewer: {
    title: { en: 'the reviewer of the case', zh: '本案核查人员' },
    holds: ({ review }, { id }) => review?.reviewer === id,
    refused: refuse(
      'not-the-reviewer',
      'Only the person to whom the review was given may propose its result.',
      '仅承办核查的人员可提出核查决定。',
    ).refused,
  },
} as const satisfies { readonly [name: string]: Relation };

export type RelationName = keyof typeof relations;
