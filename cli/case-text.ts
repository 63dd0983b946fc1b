import pc from 'picocolors';
import type { CaseView, History } from '../api/responses.ts';
import type { ComplaintState } from '../workflows/complaint/state.ts';
import { endingToTell } from '../workflows/complaint/tell-ending.ts';
import { ruleText } from './rule-text.ts';
import { tableText } from './table.ts';

/** A case as a person reads it in a terminal; personal data is shown where it was opened. */
export function caseText({
  case: number,
  revision,
  status,
  deadlines,
  errands,
  retention,
  authority,
  restsOn,
  state,
}: CaseView): string {
  const lines = [`${pc.bold(number)}  ${status}, revision ${revision}`];
  for (const [name, value] of Object.entries(standingOf(state as Partial<ComplaintState>)))
    if (value !== undefined && value !== null) lines.push(`  ${name.padEnd(11)} ${shown(value)}`);
  for (const { name, at } of deadlines.toSorted((a, b) => (a.at < b.at ? -1 : 1)))
    lines.push(`  ${pc.yellow('awaits')} ${at}  ${name}`);
  for (const { name, activity } of errands)
    lines.push(`  ${pc.cyan('under way')} ${name} (${activity})`);
  if (authority !== null)
    lines.push(`  ${'signs'.padEnd(11)} ${authority.rank}, or higher (${ruleText(authority)})`);
  lines.push(...retentionLines(retention), ...restedLines(restsOn));
  return lines.join('\n');
}

/** Rules that nobody read in their own text: what each decided, and who of the house stands for it. */
function restedLines(restsOn: CaseView['restsOn']) {
  return restsOn.map((rule) => {
    const decided = rule.decided.map(({ event, revision }) => `${event}@${revision}`).join(', ');
    return `  ${'rests on'.padEnd(11)} ${ruleText(rule)}: ${decided}`;
  });
}

/** How long it is kept, by whose term; what holds it beyond that; and who placed which hold when and why. */
function retentionLines({ keepUntil, longest, waits, matters, holds }: CaseView['retention']) {
  const source = ({ regime, article, mark }: Sourced) =>
    `${regime === undefined ? '' : `${regime}: `}${article}, ${mark}`;
  const term = longest === null ? '' : ` (${longest.name}; ${source(longest)})`;
  return [
    ...(keepUntil === null ? [] : [`  ${'kept until'.padEnd(11)} ${keepUntil}${term}`]),
    ...waits.map(
      (one) => `  ${'waits for'.padEnd(11)} ${one.for}, to keep: ${one.terms.join(', ')}`,
    ),
    ...matters.map((one) => `  ${'kept for'.padEnd(11)} ${one.open.join(', ')} (${source(one)})`),
    ...holds.map(
      ({ revision, by, at, reasons }) =>
        `  ${pc.red('legal hold')}  @${revision} by ${by}${at === null ? '' : ` ${at}`}: ${shown(reasons)}`,
    ),
  ];
}

type Sourced = {
  readonly regime?: string | undefined;
  readonly article: string;
  readonly mark: string;
};

/** What a clerk asks first of a case, by the words of the process. */
function standingOf({
  received,
  classification,
  handler,
  proposal,
  clocks,
  told,
  after,
  review,
  letters = [],
}: Partial<ComplaintState>) {
  const clock = clocks?.map(({ name, dueAt, limit, stopped, breached, paused }) => {
    const goesOn = paused === null ? 'running' : 'paused';
    // Only a legal limit can be breached.
    const missed = limit === 'legal' ? 'breached' : 'target missed';
    const how = breached ? missed : stopped ? 'stopped' : goesOn;
    return `${name} due ${dueAt}, ${how}`;
  });
  return {
    complainant: received?.complainant.name ?? (received ? 'anonymous' : undefined),
    narrative: received?.narrative,
    product: classification?.said.product ?? received?.product,
    class: classification?.said.class,
    handler,
    clock: clock === undefined || clock.length === 0 ? undefined : clock.join('; '),
    proposal: proposal
      ? `at revision ${proposal.revision} by ${proposal.by}, ${proposal.signedOff === null ? 'waits for sign-off' : `signed off by ${proposal.signedOff.by}`}`
      : undefined,
    letter: proposal
      ? isBox(proposal.letter)
        ? proposal.letter.commitment
        : proposal.letter
      : undefined,
    told: told === true ? 'yes' : undefined,
    end: endingToTell({ letters }) && 'not told: no try of its letter got through',
    withdrawn: after?.withdrawnAt,
    'goes on for': after?.goesOnFor?.join(', '),
    ...reviewOf(review),
  };
}

/** The second instance: who has it, what it proposes or has decided, and the letter that a second person reads. */
function reviewOf(review: ComplaintState['review'] | undefined) {
  if (review == null) return {};
  const { proposal, decided } = review;
  const by = review.reviewer === null ? 'with nobody yet' : `with ${review.reviewer}`;
  const signedOff =
    decided?.signedOffBy == null ? 'decided' : `signed off by ${decided.signedOffBy}`;
  const how =
    decided === null
      ? proposal == null
        ? undefined
        : `${proposal.outcome} at revision ${proposal.revision}, waits for sign-off`
      : `${signedOff}, ${review.told ? 'told' : 'not told yet'}`;
  const letter = (decided ?? proposal)?.letter;
  return {
    review: how === undefined ? by : `${by}, ${how}`,
    'its letter': isBox(letter) ? letter.commitment : letter,
  };
}

function shown(value: unknown): string {
  if (isBox(value)) return '(sealed; --purpose opens it)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isBox(value: unknown): value is { readonly commitment: string } {
  return typeof value === 'object' && value !== null && 'sealed' in value;
}

type HistoryEvent = History['events'][number];

/** A history: when, who, what, and what it says beyond sealed text. */
export function historyText(number: string, events: readonly HistoryEvent[]): string {
  const rows = events.map(({ revision, type, meta, data }) => {
    const { occurredAt, actor } = meta as { occurredAt: string; actor: { id: string } };
    return [String(revision), occurredAt, actor.id, type, factsOf(data)];
  });
  const head = ['', 'occurred (UTC)', 'by', 'event', ''];
  return `${pc.bold(number)}\n${tableText(head, rows, [5, 26, 12, 24, 54])}`;
}

/** What a reader of the table knows from its other columns, or does not look for in it. */
const LEFT_OUT = new Set(
  `by at version zone countedTo source language startsAt limit mark article reference letterCommitment commitment attempt order`.split(
    ' ',
  ),
);

/** Short facts only: long texts, sealed boxes and lists are left to `--json`. */
function factsOf(data: HistoryEvent['data']): string {
  return Object.entries(data)
    .filter(([name, value]) => !LEFT_OUT.has(name) && value !== null && typeof value !== 'object')
    .map(([name, value]) => `${name} ${shown(value)}`)
    .filter((fact) => fact.length <= 60)
    .join(', ');
}
