import pc from 'picocolors';
import type { DecidedLog } from '../projections/replay/decide-log.ts';
import type { Cause, Outcome } from '../workflows/replay/decide-again.ts';
import { differenceText } from './difference-text.ts';

/** What each cause of a difference means, in both languages. */
const CAUSE: { readonly [Name in Cause]: string } = {
  'rule-changed': 'a rule was changed under its old version · 规则内容已改',
  'code-changed': 'same rules, other code · 规则未变，程序已改',
  'rule-added': 'a rule has come since; by those there were it is the same · 其后新增规则',
};

const BECAUSE = {
  'command-not-recorded': 'the record holds no command · 未记录指令',
  'event-unreadable': 'this release cannot read the event · 本版本无法读取',
} as const;

/** Differences that are told to a person, and places of each; `--json` has more. */
const TOLD = 10;
const PLACES = 8;

export function decidedText(decided: DecidedLog & { readonly seconds: number }): string {
  const { cases, commands, equal, otherwise, notDecidable, seconds, shown } = decided;
  const rate = seconds > 0 ? Math.round(commands / seconds) : commands;
  return [
    `${commands} commands of ${cases} cases decided again in ${seconds.toFixed(1)} s, ${rate} a second; ${equal} equal.`,
    `${cases} 件案件的 ${commands} 条指令重新裁决，${equal} 条一致。`,
    ...countsOf(otherwise, CAUSE),
    ...countsOf(notDecidable, BECAUSE).map((line) => `${line} (not decided again · 未能重新裁决)`),
    ...shown.slice(0, TOLD).flatMap(otherwiseText),
    ...(shown.length > TOLD ? ['  …'] : []),
    verdictOf(decided),
  ].join('\n');
}

function verdictOf({ differing, commands, equal, otherwise }: DecidedLog): string {
  if (differing.length > 0)
    return pc.red(`Decided otherwise in ${differing.length} cases. · 有案件裁决不一致。`);
  return commands === equal + otherwise['rule-added']
    ? pc.green('What was decided is decided again. · 裁决一致。')
    : '';
}

function countsOf(
  counts: { readonly [name: string]: number },
  words: { readonly [name: string]: string },
): readonly string[] {
  return Object.entries(words).flatMap(([name, means]) => {
    const count = counts[name] ?? 0;
    return count > 0 ? [`  ${count} ${name}: ${means}`] : [];
  });
}

function otherwiseText(one: DecidedLog['shown'][number]): readonly string[] {
  const { stream, revision, command, at, actor, cause, differs, changed, today } = one;
  const grounds = changed.map(
    ({ name, version, sha256, today: now }) =>
      `      ${name} ${version}: ${sha256.slice(0, 12)} → ${now === null ? 'not on the shelf · 已无此版本' : now.slice(0, 12)}`,
  );
  return [
    `  ${pc.bold(stream)} @${revision} ${command} at ${at} by ${actor.id}: ${cause}`,
    ...grounds,
    `      ${outcomeText(today)}`,
    ...differs.slice(0, PLACES).map((place) => `      ${differenceText(place)}`),
  ];
}

function outcomeText(today: Outcome): string {
  if ('refused' in today) return `refused now · 现予拒绝: ${today.refused.code}`;
  if ('threw' in today) return `a fault of ours now · 程序出错: ${today.threw}`;
  if ('notAwaited' in today) return `deadline not awaited now · 现无此时限: ${today.notAwaited}`;
  if ('dueBefore' in today) return `another deadline comes first · 应先到期: ${today.dueBefore}`;
  return `today · 现为: ${today.events.map(({ type }) => type).join(', ') || 'nothing · 无事件'}`;
}
