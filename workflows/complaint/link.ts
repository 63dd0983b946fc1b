import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { markedByLink } from './mass.ts';
import type { ComplaintState } from './state.ts';

/** Two cases that belong together: one says so, the other is asked to note it, and the answer is kept. */
export function link(
  state: ComplaintState,
  { to, reasons }: CommandData<'LinkCase'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  if (state.links.some((one) => one.to === to)) return { events: [] };
  return { events: [{ type: 'CaseLinked', data: { to, reasons, by: actor.id } }] };
}

export function acceptLink(
  state: ComplaintState,
  data: CommandData<'AcceptLink'>,
): Decision<ComplaintEvent> {
  return {
    events: state.linkedFrom.includes(data.from) ? [] : [{ type: 'LinkAccepted', data }],
  };
}

export function linkAnswered(
  state: ComplaintState,
  { link: revision, outcome }: CommandData<'RecordLinkAnswer'>,
  context: Context,
): Decision<ComplaintEvent> {
  if (!state.links.some((one) => one.revision === revision && !one.confirmed))
    return { events: [] };
  return outcome.status === 'recorded' || outcome.status === 'accepted'
    ? {
        events: [
          { type: 'LinkConfirmed', data: { link: revision } },
          ...markedByLink(state, revision, context),
        ],
      }
    : {
        events: [
          { type: 'LinkRefused', data: { link: revision, code: outcome.code ?? outcome.status } },
        ],
      };
}
