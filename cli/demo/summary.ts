import pc from 'picocolors';
import type { History } from '../../api/responses.ts';
import { tableText } from '../table.ts';

/** A demonstrated case with its whole history. */
export type Told = {
  readonly name: string;
  readonly life: string;
  readonly number: string;
  readonly events: History['events'];
};

export type Summary = {
  readonly cases: number;
  readonly events: number;
  /** Cases by where they stand: open, closed, withdrawn. */
  readonly status: { readonly [status: string]: number };
  readonly outcomes: { readonly [outcome: string]: number };
  readonly warned: number;
  readonly escalated: number;
  readonly extended: number;
  readonly returned: number;
  readonly signedOff: number;
  readonly told: number;
  readonly breached: number;
  /** Of those breached: told all the same, after the time was over. */
  readonly toldTooLate: number;
  readonly letters: number;
};

export function summarise(cases: readonly Told[]): Summary {
  const all = cases.flatMap(({ events }) => events);
  const having = (type: string): number =>
    cases.filter(({ events }) => events.some((event) => event.type === type)).length;
  const late = cases.filter(({ events }) => {
    const breached = events.findIndex(({ type }) => type === 'DeadlineBreached');
    return breached >= 0 && events.slice(breached).some(({ type }) => type === 'ComplainantTold');
  });
  const closed = having('CaseClosed');
  const withdrawn = having('ComplaintWithdrawn');
  return {
    cases: cases.length,
    events: all.length,
    status: { open: cases.length - closed - withdrawn, closed, withdrawn },
    outcomes: outcomesOf(cases),
    warned: having('DeadlineWarned'),
    escalated: having('CaseEscalated'),
    extended: having('ClockExtended'),
    returned: having('DecisionReturned'),
    signedOff: having('DecisionSignedOff'),
    told: having('ComplainantTold'),
    breached: having('DeadlineBreached'),
    toldTooLate: late.length,
    letters: all.filter(({ type }) => type === 'LetterSent').length,
  };
}

/** Outcomes of the decisions that were signed off. */
function outcomesOf(cases: readonly Told[]): Summary['outcomes'] {
  const counts: Record<string, number> = {};
  for (const { events } of cases) {
    const signedOff = events.find(({ type }) => type === 'DecisionSignedOff')?.data['proposal'];
    const proposal = events.find(({ revision }) => revision === signedOff);
    if (proposal === undefined) continue;
    const outcome = String(proposal.data['outcome']);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

export function summaryText(summary: Summary, earlier: number): string {
  const { open = 0, closed = 0, withdrawn = 0 } = summary.status;
  const outcomes = Object.entries(summary.outcomes).map(
    ([outcome, count]) => `${outcome} ${count}`,
  );
  const rows = [
    ['cases · 案件', summary.cases, `closed ${closed}, withdrawn ${withdrawn}, still open ${open}`],
    ['cases warned · 预警', summary.warned, `raised up the ladder · 升级 ${summary.escalated}`],
    ['cases extended · 延期', summary.extended, `decision returned · 退回 ${summary.returned}`],
    ['cases signed off · 审批', summary.signedOff, outcomes.join(', ')],
    ['complainants told · 告知', summary.told, `letters written ${summary.letters}`],
    [
      'cases breached · 逾期',
      summary.breached,
      `not answered · 未答复 ${summary.breached - summary.toldTooLate}, answered too late · 逾期答复 ${summary.toldTooLate}`,
    ],
    ['events · 事件', summary.events, `cases of earlier runs found again: ${earlier}`],
  ];
  return `${pc.bold('Summary · 汇总')}\n${tableText([], rows)}`;
}
