import pc from 'picocolors';
import type { ShownStep } from '../api/replay-shapes.ts';
import { differenceText } from './difference-text.ts';
import { ruleText } from './rule-text.ts';

/** Places of a state that are shown of one step; `--json` has all. */
const PLACES = 12;

/** A case as somebody reads it who asks how it came about; each line says in both languages what it tells. */
export function stepsText(number: string, steps: readonly ShownStep[], backwards: boolean): string {
  const way = backwards
    ? 'from its last event back · 自末至初'
    : 'from its first event on · 自始至末';
  const head = `${pc.bold(number)}  ${steps.length} events ${way}`;
  return [head, ...steps.flatMap((step) => stepText(step, backwards))].join('\n');
}

function stepText(step: ShownStep, backwards: boolean): readonly string[] {
  const { revision, event, occurredAt, by, withheld, rule } = step;
  const { type, submission, number, of, causation } = step.command;
  const cause = causation === null ? '' : `, caused by · 起因 ${causation}`;
  return [
    '',
    `${String(revision).padStart(3)} ${pc.bold(event)}  ${occurredAt}`,
    line('by · 经办', `${by.id} (${by.role}, ${by.unit})`),
    line(
      'command · 指令',
      `${type ?? '(not recorded · 未记录)'}, ${number}/${of} of ${submission}${cause}`,
    ),
    ...(step.grounds.length === 0 ? [] : [line('ground · 依据', groundsText(step.grounds))]),
    ...(rule === null ? [] : [line('rule · 条款', ruleText({ ...rule, mark: rule.mark ?? '–' }))]),
    ...deadlineText(step.deadline),
    ...step.awaits.added.map((one) => line('awaits · 待办', awaitedText(one))),
    ...step.awaits.gone.map((one) => line('no more · 不再待办', awaitedText(one))),
    ...(withheld ? [line('state · 状态', 'withheld · 不予显示')] : changesText(step, backwards)),
  ];
}

/** How wide the words in front of a line are shown, Chinese characters counted twice. */
const WIDTH = 20;

function line(what: string, says: string): string {
  const wide = [...what].reduce((sum, one) => sum + (/\p{Script=Han}/u.test(one) ? 2 : 1), 0);
  return `      ${what}${' '.repeat(Math.max(1, WIDTH - wide))}${says}`;
}

function groundsText(grounds: ShownStep['grounds']): string {
  return grounds
    .map(({ name, version, sha256 }) => `${name} ${version} (${sha256.slice(0, 12)})`)
    .join(', ');
}

function deadlineText(deadline: ShownStep['deadline']): readonly string[] {
  if (deadline === null) return [];
  const { clock, before, dueAt, explained } = deadline;
  const moved =
    before === dueAt ? `stays · 不变 ${dueAt ?? '–'}` : `${before ?? '–'} → ${dueAt ?? '–'}`;
  const why = [...explained.en, ...explained.zh].map((one) => line('', one));
  return [line('deadline · 时限', `${clock}: ${moved}`), ...why];
}

function awaitedText({ name, at }: ShownStep['awaits']['added'][number]): string {
  return at === null ? `${name} (errand · 外部事务)` : `${name} at ${at}`;
}

/** The number of the next event, which every event moves. */
const COUNTER = 'next';

function changesText(step: ShownStep, backwards: boolean): readonly string[] {
  const changes = step.changes.filter(({ path }) => path !== COUNTER);
  const shown = changes.slice(0, PLACES).map(({ path, before, after }) => {
    const [from, to] = backwards ? [after, before] : [before, after];
    return line('state · 状态', differenceText({ path, before: from, after: to }));
  });
  const left = changes.length - shown.length;
  return left > 0 ? [...shown, line('', `… ${left} more · 另有 ${left} 处 (--json)`)] : shown;
}
