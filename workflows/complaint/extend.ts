import { inChineseWords, namedInChinese } from '../../events/complaint/code-words.ts';
import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import { isAgreed, refuseAgreed } from './agreed-day.ts';
import { refuseClass } from './class-of-case.ts';
import { extendClock, nextStep } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { ruleOf } from './counting.ts';
import { goingAsAgreed } from './going-as-agreed.ts';
import { holdingReply, replyOf } from './holding-reply.ts';
import type { Found } from './holding-reply.ts';
import { sourceOf } from './source.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/**
 * Extensions climb the ladder of the regime under which the clock started. A step without approvers is a
 * classification the handler makes and takes effect at once; any other waits for a person of the named rank, who is
 * not the one that asked, and neither handles nor ever handled the case. Where the rule asks for it the complainant is
 * told by letter, and where it asks for the letter first the clock moves only once that has gone out.
 */
export function requestExtension(
  state: ComplaintState,
  { clock: name, step: wanted, reasons, notice }: CommandData<'RequestExtension'>,
  context: Context,
): Decision<ComplaintEvent> {
  const found = findStep(state, name, wanted, context);
  if ('refused' in found) return found;
  if (state.extension !== null)
    return refuse(
      'extension-pending',
      'Another extension is waiting to be granted or refused.',
      '另有延期申请尚待审批。',
    );
  const { id: by, rank } = context.actor;
  const replied = holdingReply(found, notice, state.raisedTo, context);
  if ('refused' in replied) return replied;
  const requested: ComplaintEvent = {
    type: 'ExtensionRequested',
    data: { clock: name, step: wanted, reasons, ...replied, by },
  };
  if (found.step.approvers.length > 0) return { events: [requested] };
  const { next } = state;
  const moved = granted(state, found, { by, rank }, context, { request: next, next: next + 1 });
  return 'refused' in moved ? moved : { events: [requested, ...moved.events] };
}

export function grantExtension(
  state: ComplaintState,
  { clock: name, step }: CommandData<'GrantExtension'>,
  context: Context,
): Decision<ComplaintEvent> {
  const pending = approvable(state, name, step, context);
  if ('refused' in pending) return pending;
  const { id: by, rank } = context.actor;
  const { request } = pending;
  return granted(state, pending, { by, rank }, context, { request, next: state.next });
}

export function refuseExtension(
  state: ComplaintState,
  { clock: name, step, reasons }: CommandData<'RefuseExtension'>,
  context: Context,
): Decision<ComplaintEvent> {
  const pending = approvable(state, name, step, context);
  if ('refused' in pending) return pending;
  const { id: by, rank } = context.actor;
  return {
    events: [{ type: 'ExtensionRefused', data: { clock: name, step, reasons, by, rank } }],
  };
}

function granted(
  state: ComplaintState,
  { regime, rule, clock, step }: Found,
  by: { readonly by: string; readonly rank: string },
  context: Context,
  { request, next }: { readonly request: number; readonly next: number },
): Decision<ComplaintEvent> {
  const grant = { clock: clock.name, step: step.name, ...by };
  const holding = { ...grant, holdsWith: 'notice', at: context.now } as const;
  const going = goingAsAgreed(state, context.now);
  if (replyOf({ regime, step }) !== undefined)
    return {
      events: [
        { type: 'ExtensionGranted', data: holding },
        {
          type: 'LetterOrdered',
          data: { letter: 'holding-reply', about: request, attempt: 1, ...going },
        },
      ],
    };
  const extended = extendClock(regime, rule, { clock, step }, state.raisedTo, context);
  if ('refused' in extended) return extended;
  const notice = (about: number): ComplaintEvent => ({
    type: 'LetterOrdered',
    data: { letter: 'extension-notice', about, attempt: 1, ...going },
  });
  if (step.noticeFirst === true) {
    const { lastDay, dueAt } = extended.data;
    const until = lastDay ?? dueAt.slice(0, 'YYYY-MM-DD'.length);
    return {
      events: [{ type: 'ExtensionGranted', data: { ...holding, until } }, notice(next)],
    };
  }
  return {
    events: [
      { type: 'ExtensionGranted', data: grant },
      extended,
      ...(step.notice ? [notice(next + 1)] : []),
    ],
  };
}

/** The step as the regime has it, if it is the next one of a clock that still runs and is not breached. */
function findStep(
  state: ComplaintState,
  name: string,
  wanted: string,
  { rules, now }: Context,
): Found | ReturnType<typeof refuse> {
  const clock = state.clocks.find((one) => one.name === name && !one.stopped);
  const found = clock && ruleOf(clock, rules);
  if (clock === undefined || found === undefined)
    return refuse('no-such-clock', `No clock ${name} is running.`, `没有正在计时的时限 ${name}。`);
  if (clock.breached || clock.dueAt < now)
    return refuse(
      'clock-breached',
      `The clock ${name} is past its due instant and cannot be extended.`,
      `时限 ${name} 已经届满，不得延期。`,
    );
  if (isAgreed(clock)) return refuseAgreed(name);
  if (clock.paused !== null)
    return refuse(
      'clock-paused',
      `The clock ${name} stands still; it is extended when it runs again.`,
      `时限 ${name} 已中止计算，恢复后方可延期。`,
    );
  const step = nextStep(found.rule, clock);
  if (step?.name !== wanted)
    return refuse(
      'not-the-next-step',
      step === undefined
        ? `The clock ${name} cannot be extended any more.`
        : `The next step of the clock ${name} is ${step.name}, not ${wanted}.`,
      step === undefined
        ? `时限 ${name} 不能再延期。`
        : `时限 ${name} 的下一步延期为 ${namedInChinese(step.name)}，而非 ${namedInChinese(wanted)}。`,
    );
  return refuseClass(state, { ...found, step }) ?? { ...found, clock, step };
}

function approvable(
  state: ComplaintState,
  name: string,
  wanted: string,
  context: Context,
): (Found & { readonly request: number }) | ReturnType<typeof refuse> {
  const pending = state.extension;
  if (pending?.clock !== name || pending.step !== wanted || pending.notice !== null)
    return refuse(
      'no-such-request',
      `No extension ${wanted} of the clock ${name} is waiting.`,
      `没有待审批的延期申请：${name} / ${namedInChinese(wanted)}。`,
    );
  if (pending.by === context.actor.id)
    return refuse(
      'same-person',
      'An extension is granted or refused by another person than the one who asked for it.',
      '延期申请应由申请人以外的人员审批。',
    );
  const found = findStep(state, name, wanted, context);
  if ('refused' in found) return found;
  const { approvers } = found.step;
  const from = sourceOf(found.regime, found.step).text;
  if (!approvers.some((rank) => rank === context.actor.rank))
    return refuse(
      'rank-not-sufficient',
      `This extension is for ${approvers.join(' or ')} to decide (${from.en}).`,
      `该延期应由${approvers.map(inChineseWords).join('或者')}审批（${from.zh}）。`,
    );
  return { ...found, request: pending.request };
}
