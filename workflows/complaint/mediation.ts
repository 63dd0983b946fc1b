import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { mediationRules } from './intake-rules.ts';
import { withFacts } from './judge-anew.ts';
import { pausesFor } from './pause-clocks.ts';
import { refuse } from './refuse.ts';
import { runOn } from './run-on.ts';
import { mediationOf } from './stand-still.ts';
import { receivedAtOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/**
 * Both sides apply, and the complainant agrees where a rule of the case asks for it; where one says so, time stops from
 * then on, whenever it is recorded (Order 2020-3 art. 23).
 */
export function beginMediation(
  state: ComplaintState,
  { body, appliedAt, complainantAgrees, agreement }: CommandData<'BeginMediation'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { now, actor } = context;
  const asked = mediationRules(state, context).find(({ rule }) =>
    rule.needs.includes('complainant-agrees'),
  );
  if (!complainantAgrees && asked !== undefined)
    return refuse(
      'complainant-does-not-agree',
      `Mediation begins only when the complainant has agreed to it (${asked.source.text.en}).`,
      `须经投诉人同意方可进行调解（${asked.source.text.zh}）。`,
    );
  if (appliedAt > now || appliedAt < (receivedAtOf(state) ?? appliedAt))
    return refuse(
      'mediation-out-of-order',
      'Both sides applied for mediation after the complaint was received and not later than now.',
      '申请调解的时间应在投诉接收之后，且不晚于当前时间。',
    );
  if (mediationOf(state) !== undefined)
    return refuse(
      'mediation-under-way',
      'A mediation is under way: record its end first.',
      '调解正在进行，请先登记调解结果。',
    );
  const agreed = complainantAgrees ? { complainantAgreedAt: appliedAt } : {};
  const paused = pausesFor(state, 'mediation-requested', { at: appliedAt, ...agreed }, context);
  if ('refused' in paused) return paused;
  const begun: ComplaintEvent = {
    type: 'MediationBegun',
    data: { body, appliedAt, agreement, ...agreed, by: actor.id },
  };
  return withFacts(state, [begun, ...paused.events], 'mediation', context);
}

export function endMediation(
  state: ComplaintState,
  data: CommandData<'EndMediation'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { after } = state;
  const { now, actor } = context;
  const begun = after.mediations.find(({ revision }) => revision === data.mediation);
  if (begun === undefined || begun.ended)
    return refuse(
      'no-such-mediation',
      `No mediation that began at revision ${data.mediation} is under way.`,
      `修订号 ${data.mediation} 处没有正在进行的调解。`,
    );
  if (data.endedAt > now || data.endedAt < begun.appliedAt)
    return refuse(
      'mediation-out-of-order',
      'A mediation ends after it began and not later than now.',
      '调解结束时间应在开始之后，且不晚于当前时间。',
    );
  const ended: ComplaintEvent = { type: 'MediationEnded', data: { ...data, by: actor.id } };
  const resumed = runOn(
    state,
    ({ endsWith }) => endsWith === 'mediation-ended',
    data.endedAt,
    context,
  );
  return 'refused' in resumed
    ? resumed
    : withFacts(state, [ended, ...resumed.events], 'mediation', context);
}
