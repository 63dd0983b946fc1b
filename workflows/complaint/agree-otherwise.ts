import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { count, noonOf } from '../calendar.ts';
import type { Context, Decision } from '../process.ts';
import { caseRegime } from './case-regime.ts';
import type { CommandData } from './commands.ts';
import { moveClock } from './move-clock.ts';
import type { ClockPromise } from './promise.ts';
import { refuse } from './refuse.ts';
import { remindersOf } from './reminders.ts';
import type { ComplaintState } from './state.ts';

/** What both sides agreed goes before what the rules have: another decision, time limit or form of notice. */
export function recordAgreement(
  state: ComplaintState,
  data: CommandData<'RecordAgreement'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { now, actor, rules } = context;
  const allowed = caseRegime(state, rules)?.agreedOtherwise;
  if (allowed?.of.includes(data.of) !== true)
    return refuse(
      'no-agreement-in-regime',
      'The regime of this case does not let the parties agree otherwise on this.',
      '本案适用的监管规则未规定此事项可另行约定。',
    );
  if (data.agreedAt > now)
    return refuse(
      'agreed-in-the-future',
      'The parties cannot have agreed later than now.',
      '约定时间不能晚于当前时间。',
    );
  const rule = { article: allowed.article, mark: allowed.mark };
  const agreed: ComplaintEvent = {
    type: 'OtherwiseAgreed',
    data: { ...data, ...rule, by: actor.id },
  };
  const { clock, until } = data;
  if (clock === undefined || until === undefined) return { events: [agreed] };
  const moved = toAgreedDay(state, { name: clock, until, ...rule }, context);
  return 'refused' in moved ? moved : { events: [agreed, ...moved.events] };
}

type AgreedDay = {
  readonly name: string;
  readonly until: string;
  readonly article: string;
  readonly mark: string;
};

function toAgreedDay(
  state: ComplaintState,
  { name, until, article, mark }: AgreedDay,
  context: Context,
): Decision<ComplaintEvent> {
  const { now } = context;
  const clock = state.clocks.find((one) => one.name === name && !one.stopped);
  if (clock === undefined)
    return refuse('no-such-clock', `No clock ${name} is running.`, `没有正在计时的时限 ${name}。`);
  if (clock.breached || clock.dueAt < now)
    return refuse(
      'clock-breached',
      `The clock ${name} is past its due instant; no agreement undoes that.`,
      `时限 ${name} 已经届满，不得再行约定。`,
    );
  // The first day counts, so the period of one day ends with the very day that was agreed.
  const noon = noonOf(until, clock.zone);
  const { dueAt } = count(noon, { count: 1, unit: 'day' }, clock.zone, true);
  if (dueAt < now)
    return refuse(
      'agreed-day-past',
      `The agreed day ${until} is past.`,
      `约定的截止日 ${until} 已过。`,
    );
  const { startsAt } = clock;
  const warnings = [...remindersOf(state, 'set-clock', { startsAt, dueAt }, context)];
  const trace: ClockPromise['trace'] = [{ step: 'end', dueAt, lastDay: until }];
  const promise = {
    startsAt,
    dueAt,
    lastDay: until,
    countedTo: until,
    warnings,
    ladder: [],
    trace,
  };
  const basis = { because: 'agreed-otherwise', basis: state.next } as const;
  return { events: moveClock(clock, { ...promise, article, mark }, basis, now) };
}

/** Whether both sides agreed on the end of a clock: the ladder of extensions is then closed. */
export function isAgreed({ decided }: ComplaintState, clock: string): boolean {
  return decided.agreed.some((one) => one.clock === clock);
}
