import pc from 'picocolors';
import type { Text } from '../events/envelope.ts';
import { startsOf } from '../regimes/clock.ts';
import { confirmationOf } from '../regimes/confirmation.ts';
import type { Confirmation } from '../regimes/confirmation.ts';
import { dataOf } from '../regimes/data-of.ts';
import type { Change } from '../regimes/difference.ts';
import type { Duty } from '../regimes/overlay.ts';
import type { Clock, Regime, RuleLength } from '../regimes/regime.ts';
import { inChineseWords } from '../events/complaint/code-words.ts';
import { LIMIT_WORDS } from '../workflows/limit-words.ts';
import { startWords } from '../workflows/start-words.ts';
import { datumText } from './datum-text.ts';
import type { Explanation } from './regime-count.ts';
import { tableText } from './table.ts';

/** A regime as a person reads it: its clocks, then every other datum; what is not V says so. */
export function regimeText(regime: Regime, confirmed: readonly Confirmation[]): string {
  const { name, version, title, source, zone, effectiveFrom, effectiveTo } = regime;
  const lines = [
    `${pc.bold(name)} ${version}${regime.invented ? ' (invented)' : ''}`,
    `  ${title.en}`,
    `  ${title.zh}`,
    `  source    ${source}`,
    `  in force  ${effectiveFrom} to ${effectiveTo ?? '…'}, days of ${zone}`,
    ...(regime.over ? [`  over      ${regime.over.join(', ') || 'any regime'}`] : []),
  ];
  const clocks = regime.clocks.map((clock) => [
    clock.name + kindsOf(clock),
    startsOf(clock).join(' or '),
    lengthsOf(clock),
    metBy(clock),
    clock.limit,
  ]);
  const data = dataOf(regime).map(({ path, limit = '', article, mark }) => [
    path,
    datumText(regime, path),
    limit,
    article,
    markOf(mark, confirmationOf(regime, path, confirmed)),
  ]);
  const tables = [
    tableText(['clock', 'starts with', 'length', 'met by', 'limit'], clocks, [26, 16, 34, 30, 8]),
    tableText(['datum', 'says', 'limit', 'article', 'mark'], data, [40, 34, 8, 40, 22]),
  ];
  return [...lines, ...tables, LEGEND].join('\n');
}

const LEGEND =
  'V its text was read; S secondary source; M from memory; P proposal · V 已核对原文；S 二手来源；M 凭记忆；P 建议';

function kindsOf({ kinds, whose }: Clock): string {
  return `${kinds ? ` (${kinds.join(', ')})` : ''}${whose ? `, the ${whose}’s` : ''}`;
}

export function lengthText({ count, unit }: RuleLength): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function lengthsOf({ length, promised, extensions }: Clock): string {
  const steps = extensions.map(({ name, to, classes }) => {
    const longer = 'total' in to ? `${lengthText(to.total)} in all` : `${lengthText(to.add)} more`;
    return `${name}: ${longer}${classes === undefined ? '' : ` (${classes.join(' or ')})`}`;
  });
  const first = promised === undefined ? '' : ', or by the day that the letter names';
  return [lengthText(length) + first, ...steps].join('\n');
}

function metBy({ metBy: all, orMetBy, orMetByFrom, whenMissed }: Clock): string {
  const ways = [all, orMetBy ?? []].filter(({ length }) => length > 0);
  const from = orMetByFrom === undefined ? '' : ` from ${orMetByFrom.percent} % on`;
  const either = ways.map((way) => way.join(' and ')).join(', or ') + from;
  return whenMissed === 'lapse' ? `${either}; else it lapses` : either;
}

function markOf(mark: string, confirmed: Confirmation | undefined): string {
  if (mark === 'V') return mark;
  return confirmed === undefined
    ? pc.yellow(`${mark} unconfirmed`)
    : `${mark}, ${confirmed.confirmedBy} ${confirmed.on}`;
}

/** Changes line by line: what was added, removed or changed, by its path. */
export function differenceText(changes: readonly Change[]): string {
  if (changes.length === 0) return 'No datum differs. 无差异。';
  return changes
    .map((change) => {
      switch (change.what) {
        case 'added':
          return `${pc.green('+')} ${change.path}  ${short(change.after)}`;
        case 'removed':
          return `${pc.red('-')} ${change.path}  ${short(change.before)}`;
        case 'changed':
        case 'reordered': {
          const { path, what, before, after } = change;
          return `${pc.yellow('~')} ${path}  ${what} from ${short(before)} to ${short(after)}`;
        }
      }
    })
    .join('\n');
}

const SHORT = 120;

/** A value on one line; the whole of a long one is in the JSON. */
function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= SHORT ? text : `${text.slice(0, SHORT)}…`;
}

/** Why a clock runs out when it does, step by step. */
export function explanationText(explanation: Explanation): string {
  const { regime, version, clock, title, limit, zone, steps, dueAt, lastDay } = explanation;
  const counted = steps.map(({ step, explained, ...of }) => {
    const head = `${of.article} (${of.mark})`;
    const lines = [`${head}${conditions(of).en}`, ...explained.en];
    const terms = conditions(of).zh;
    const zh = [...(terms === '' ? [] : [`${head}${terms}`]), ...explained.zh];
    return [...lines, ...zh]
      .map((line, place) => `  ${(place === 0 ? (step ?? 'length') : '').padEnd(14)} ${line}`)
      .join('\n');
  });
  const starts = `${explanation.startsWith} · ${startWords([explanation.startsWith], 'zh')}`;
  return [
    `${pc.bold(`${regime} ${version} ${clock}`)}  ${title.en} · ${title.zh}`,
    `  ${'starts with'.padEnd(14)} ${starts} ${explanation.from}, days of ${zone}`,
    ...counted,
    `  ${pc.bold('due'.padEnd(14))} ${lastDay ?? ''} until ${dueAt}, ${limit} · ${LIMIT_WORDS[limit].zh}`,
    ...explanation.unconfirmed.map(
      ({ path, mark, article }) =>
        `  ${pc.yellow('unconfirmed'.padEnd(14))} ${path} (${mark}) 未确认: ${article}`,
    ),
  ].join('\n');
}

/** Who approves a step, and whether the complainant is told. */
function conditions({
  approvers,
  notice,
  noticeFirst,
}: Pick<Explanation['steps'][number], 'approvers' | 'notice' | 'noticeFirst'>): Text {
  const by = approvers.map(inChineseWords).join('或者');
  const en = approvers.length > 0 ? `; approved by ${approvers.join(' or ')}` : '';
  const zh = approvers.length > 0 ? `；由${by}批准` : '';
  if (!notice) return { en, zh };
  return {
    en: `${en}; the complainant is told${noticeFirst ? ' first' : ''}`,
    zh: `${zh}；${noticeFirst ? '先行' : ''}告知投诉人`,
  };
}

/** What a complaint under several regimes owes, by what meets it. */
export function dutiesText(duties: readonly Duty[]): string {
  return duties
    .map(({ metBy: all, legal, worksTo, waiting }) =>
      [
        pc.bold(all.join(' and ')),
        ...legal.map((one) => `  legal     ${one.dueAt ?? 'not counted yet'}  ${nameOf(one)}`),
        `  works to  ${worksTo === null ? 'nothing that can be counted yet' : `${worksTo.dueAt}  ${nameOf(worksTo)} (${worksTo.limit})`}`,
        ...waiting
          .filter(({ limit }) => limit === 'target')
          .map((one) => `  target    not counted yet  ${nameOf(one)}`),
      ].join('\n'),
    )
    .join('\n');
}

function nameOf({ regime, clock }: { readonly regime: string; readonly clock: string }): string {
  return `${regime} ${clock}`;
}
