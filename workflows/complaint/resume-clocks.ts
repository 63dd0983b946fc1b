import type { Instant } from '../../events/envelope.ts';
import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import { caseRegimes } from './case-regime.ts';
import { running } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { standing } from './in-time.ts';
import { withFacts } from './judge-anew.ts';
import { openOf, resumeWaiting } from './pause-waiting.ts';
import type { Pause } from './pauses-of.ts';
import { refuse } from './refuse.ts';
import { listedFor, runOn } from './run-on.ts';
import { mediationOf } from './stand-still.ts';
import type { ComplaintState } from './state.ts';

/**
 * The clocks of a pause run on from when it ended, later by the time that did not count. Whoever may work on the case
 * says so, since it only costs the house time; an end said too late would give it some, and so it can never be later
 * than now. What mediation holds runs on when the mediation has ended, and not because somebody says so (Order 2020-3
 * art. 23).
 */
export function resumeClocks(
  state: ComplaintState,
  { pause, endedAt }: CommandData<'ResumeClocks'>,
  context: Context,
): Decision<ComplaintEvent> {
  const at = endedAt ?? context.now;
  const isMediated = ({ name, endsWith }: Pause) =>
    name === pause && endsWith === 'mediation-ended';
  const underWay = mediationOf(state) !== undefined;
  if (underWay && running(state).some((clock) => listedFor(clock, context).some(isMediated)))
    return refuse(
      'mediation-under-way',
      'A mediation is under way: record its end first.',
      '调解正在进行，请先登记调解结果。',
    );
  const refused = refuseUnknown(state, pause, context) ?? refuseEnd(state, pause, at, context.now);
  if (refused !== undefined) return refused;
  const resumed = runOn(state, (one) => one.name === pause, at, context);
  if ('refused' in resumed) return resumed;
  const events = [...resumed.events, ...resumeWaiting(state, pause, at, context)];
  return withFacts(state, events, 'new-facts', context);
}

/** Asked once more it says nothing new; a code that no regime of the case knows is a mistake. */
function refuseUnknown(
  state: ComplaintState,
  pause: string,
  { rules }: Pick<Context, 'rules'>,
): ReturnType<typeof refuse> | undefined {
  const known = caseRegimes(state, rules).flatMap(({ pauses = [] }) =>
    pauses.map(({ name }) => name),
  );
  return known.includes(pause) || heldSince(state, pause) !== undefined
    ? undefined
    : refuse(
        'no-such-pause',
        `No regime over this case knows the pause ${pause}; they know ${known.join(', ') || 'none'}.`,
        `本案适用的监管规则未规定中止事由 ${pause}；已规定的：${known.join('、') || '无'}。`,
      );
}

function refuseEnd(
  state: ComplaintState,
  pause: string,
  endedAt: Instant,
  now: Instant,
): ReturnType<typeof refuse> | undefined {
  if (endedAt > now)
    return refuse(
      'ended-in-the-future',
      'What stopped the clocks cannot have ended later than now.',
      '中止事由的结束时间不能晚于当前时间。',
    );
  const since = heldSince(state, pause);
  return since !== undefined && endedAt < since
    ? refuse(
        'ended-before-paused',
        `The clocks stand still since ${since}: what stopped them cannot have ended before.`,
        `时限自 ${since} 起中止计算，中止事由的结束时间不能早于该时间。`,
      )
    : undefined;
}

/** Since when it holds clocks, of which one may have begun anew in it. */
function heldSince({ clocks, waiting }: ComplaintState, pause: string): Instant | undefined {
  const held = [
    ...clocks.flatMap((clock) => [clock, ...clock.before].flatMap(standing)),
    ...waiting.flatMap(openOf),
  ];
  return held
    .filter((one) => one.pause === pause)
    .map(({ pausedAt }) => pausedAt)
    .toSorted()[0];
}
