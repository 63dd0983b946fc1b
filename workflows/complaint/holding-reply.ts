import { namedInChinese } from '../../events/complaint/code-words.ts';
import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Clock, Extension, Regime } from '../../regimes/regime.ts';
import type { Context, Refusal } from '../process.ts';
import { isAgreed } from './agreed-day.ts';
import { extendClock, running } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { ruleOf } from './counting.ts';
import { refusePastDay } from './delay-letter.ts';
import { raised } from './escalate.ts';
import { contentNamed, refuseIncomplete } from './letter-content.ts';
import type { Content } from './letter-content.ts';
import { isNeeded, isNotice } from './letters-needed.ts';
import { isInTime } from './in-time.ts';
import { refuse } from './refuse.ts';
import type { CaseClock, ComplaintState, LetterUnderWay, PendingExtension } from './state.ts';

/** A step of a clock of the case, with the rule that has it. */
export type Found = {
  readonly regime: Regime;
  readonly rule: Clock;
  readonly clock: CaseClock;
  readonly step: Extension;
};

/**
 * A step that is void without a notice inside the present time: it goes out at once, and only when it has gone out in
 * time does the clock move. Where the notice has something to say (PSD2 art. 101(2), DISP 1.6.2A) the request brings
 * it, a holding reply; where the rule asks for the telling alone (Order 2020-3 art. 18: approved and told) the letter
 * is ours, and names the last day.
 */
export function holdingReply(
  { regime, rule, clock, step }: Found,
  said: CommandData<'RequestExtension'>['notice'],
  raisedTo: string,
  context: Context,
): Pick<EventData<'ExtensionRequested'>, 'notice'> | { readonly refused: Refusal } {
  const content = replyOf({ regime, step });
  if (content === undefined)
    return said === undefined
      ? {}
      : refuse(
          'no-such-letter-in-regime',
          `The step ${step.name} asks for no holding reply: leave the notice out.`,
          `延期步骤 ${namedInChinese(step.name)} 无须先行暂复，请勿附暂复函。`,
        );
  if (said === undefined)
    return refuse(
      'holding-reply-missing',
      `The step ${step.name} holds only with a holding reply that goes out inside the present time (${step.article}): give the notice.`,
      `延期步骤 ${namedInChinese(step.name)} 须在现有期限内先行发出暂复函方可生效（${step.article}），请附暂复函。`,
    );
  const { letter, covers = [], expectedOn } = said;
  const refused =
    refuseIncomplete([content], covers) ?? refusePastDay(expectedOn, [regime.zone], context.now);
  if (refused !== undefined) return refused;
  const extended = extendClock(regime, rule, { clock, step }, raisedTo, context);
  if ('refused' in extended) return extended;
  const { lastDay } = extended.data;
  if (lastDay !== null && expectedOn > lastDay)
    return refuse(
      'expected-too-late',
      `The holding reply promises an answer on ${expectedOn}; the last day is ${lastDay}.`,
      `暂复函所载答复日期 ${expectedOn} 晚于最后期限 ${lastDay}。`,
    );
  const { article, mark } = content;
  return { notice: { letter, covers: [...covers], expectedOn, article, mark } };
}

/** What a holding reply must say: a notice that goes first and has something to say is written by the handler. */
export function replyOf({ regime, step }: Pick<Found, 'regime' | 'step'>): Content | undefined {
  const content = step.noticeFirst === true ? contentNamed(step.letter, regime) : undefined;
  return content !== undefined && content.sections.length > 0 ? content : undefined;
}

/** The notice has gone out: the clock moves if it was in time, though it be recorded late. */
export function heldByNotice(
  state: ComplaintState,
  letter: LetterUnderWay,
  sentAt: Instant,
  context: Pick<Context, 'now' | 'rules'>,
): readonly ComplaintEvent[] {
  const { extension } = state;
  return extension === null || !isNotice(state, letter)
    ? []
    : heldWith(state, extension, sentAt, context);
}

/** The step holds from when its notice was given in time; given too late it lapses. */
export function heldWith(
  state: ComplaintState,
  extension: PendingExtension,
  toldAt: Instant,
  context: Pick<Context, 'now' | 'rules'>,
): readonly ComplaintEvent[] {
  const { raisedTo } = state;
  const clock = running(state).find(({ name }) => name === extension.clock);
  const found = clock && ruleOf(clock, context.rules);
  const step = found?.rule.extensions.find(({ name }) => name === extension.step);
  if (clock === undefined || found === undefined || step === undefined)
    return [lapsedFor(extension, 'clock-stopped')];
  if (isAgreed(clock)) return [lapsedFor(extension, 'time-limit-agreed')];
  const { dueAt, breached } = clock;
  if (!isInTime(clock, toldAt)) return [lapsedFor(extension, 'notice-too-late')];
  const extended = extendClock(found.regime, found.rule, { clock, step }, raisedTo, context);
  // It could be counted when it was asked for, so its calendar is there.
  if ('refused' in extended) return [lapsedFor(extension, 'clock-stopped')];
  const revoked: ComplaintEvent = {
    type: 'BreachRevoked',
    data: { clock: clock.name, dueAt, because: 'satisfied-in-time-recorded-late' },
  };
  return breached ? [revoked, extended] : [extended];
}

/**
 * A notice that will not go out any more leaves a step void that holds only with it, and somebody who leads is told; of
 * one that was told of an extension in force as well, and of an acknowledgement, while there is something to tell.
 * Where both sides agreed on another day there is nothing to tell any more.
 */
export function voidWithout(
  state: ComplaintState,
  letter: LetterUnderWay,
  { actor }: Pick<Context, 'actor'>,
): readonly ComplaintEvent[] {
  const { extension, clocks } = state;
  const lapses = extension !== null && isNotice(state, letter);
  if (lapses && clocks.some((clock) => clock.name === extension.clock && isAgreed(clock)))
    return [lapsedFor(extension, 'time-limit-agreed')];
  const isOwed =
    letter.letter === 'extension-notice' ||
    (letter.letter === 'acknowledgement' && letter.orderedAt !== undefined);
  if (!lapses && !(isOwed && isNeeded(state, letter))) return [];
  return [
    ...(lapses ? [lapsedFor(extension, 'notice-not-sent')] : []),
    ...raised(state, { to: 'supervisor', because: 'notice-not-sent' }, actor),
  ];
}

function lapsedFor(
  { clock, step }: NonNullable<ComplaintState['extension']>,
  because: EventData<'ExtensionLapsed'>['because'],
): ComplaintEvent {
  return { type: 'ExtensionLapsed', data: { clock, step, because } };
}
