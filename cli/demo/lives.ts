import { setTimeout as sleep } from 'node:timers/promises';
import type { ClearCommand, ClearComplaint } from '../../api/client.ts';
import { HANDLER } from './people.ts';
import type { People } from './people.ts';

/** The lives that demonstration complaints are driven through, by everyone acting through the API as himself. */
export type Life = (one: Demonstrated) => Promise<void>;

/** A complaint and what is to be said about it. */
export type Demonstrated = {
  readonly people: People;
  readonly complaint: ClearComplaint;
  /** Makes every request of this case and run its own. */
  readonly key: string;
  readonly about: About;
  /** Hears of the case number once there is one. */
  readonly onCase: (number: string) => void;
};

export type About = {
  readonly product: string;
  readonly cause: Classified['cause'];
  readonly right: Classified['right'];
  readonly outcome: Proposed['outcome'];
  readonly finding: string;
  readonly letter: string;
  readonly money?: { readonly amount: string; readonly currency: string };
};

type DataOf<Type extends ClearCommand['type']> = Extract<ClearCommand, { type: Type }>['data'];
type Classified = DataOf<'ClassifyComplaint'>;
type Proposed = DataOf<'ProposeDecision'>;

/** In the demonstration regime a day is a second. */
const day = (days: number): Promise<void> => sleep(days * 1_000);

export const lives = {
  'told-and-closed': async (one) => {
    const act = await received(one);
    await act('supervisor', assign);
    const facts = await establish(act, one);
    await decideAndTell(act, one, facts);
  },
  withdrawn: async (one) => {
    const act = await received(one);
    const withdrawnAt = new Date().toISOString();
    const evidence = '（虚构）投诉人签字的撤诉申请。';
    // A breach may have been recorded in between, and what undoes one is said by somebody who leads.
    await act('supervisor', { type: 'WithdrawComplaint', data: { withdrawnAt, evidence } });
  },
  'left-open': async (one) => {
    const act = await received(one);
    await act('supervisor', assign);
  },
  unanswered: async (one) => {
    const act = await received(one);
    await act('supervisor', assign);
    // Nobody decides: the case is warned about, raised to the top, and breached.
    await day(16);
  },
  'returned-once': async (one) => {
    const act = await received(one);
    await act('supervisor', assign);
    const facts = await establish(act, one);
    await day(5);
    const { proposal } = await propose(act, one, facts);
    const reasons = '（虚构）请在信函中写明退款到账时间。';
    await act('supervisor', { type: 'ReturnDecision', data: { proposal, reasons } });
    await decideAndTell(act, one, facts);
  },
  'extended-twice': async (one) => {
    const act = await received(one);
    await act('supervisor', assign);
    const facts = await establish(act, one, 'complex');
    const reasons = '（虚构）需调取销售录音并委托第三方鉴定。';
    await act('handler', extend('complex', reasons));
    await act('handler', extend('very-complex', reasons));
    await act('executive', {
      type: 'GrantExtension',
      data: { clock: 'decide', step: 'very-complex' },
    });
    await decideAndTell(act, one, facts);
  },
  'too-late': async (one) => {
    const act = await received(one);
    await act('supervisor', assign);
    await day(16);
    const facts = await establish(act, one);
    await decideAndTell(act, one, facts);
  },
} as const satisfies { readonly [name: string]: Life };

export type LifeName = keyof typeof lives;

type Act = (who: keyof People, ...commands: readonly ClearCommand[]) => Promise<Revisions>;
/** The case, and the revision that each event of an answer has, by type. */
type Revisions = {
  readonly number: string;
  readonly ComplaintClassified?: number;
  readonly FindingRecorded?: number;
  readonly DecisionProposed?: number;
};

const assign: ClearCommand = {
  type: 'AssignCase',
  data: { handler: HANDLER, unit: 'consumer-protection' },
};

function deliver(decision: number, evidence: string): ClearCommand {
  const deliveredAt = new Date().toISOString();
  return { type: 'RecordRemedyDelivered', data: { decision, remedy: 0, deliveredAt, evidence } };
}

function extend(step: string, reasons: string): ClearCommand {
  return { type: 'RequestExtension', data: { clock: 'decide', step, reasons } };
}

/** Submits and acknowledges; answers how everybody acts on the case from then on. */
async function received({ people, complaint, key, onCase }: Demonstrated): Promise<Act> {
  const { case: number } = await people.clerk.submit(complaint, key);
  onCase(number);
  let count = 0;
  const act: Act = async (who, ...commands) => {
    const receipt = await people[who].command(number, commands, `${key}/${++count}`);
    const revisions = receipt.events.map(({ type, revision }) => [type, revision] as const);
    return { number, ...Object.fromEntries(revisions) };
  };
  await act('clerk', { type: 'AcknowledgeComplaint', data: {} });
  return act;
}

/** The revisions of classification and finding, on which a decision rests. */
async function establish(
  act: Act,
  { about }: Demonstrated,
  is: Classified['class'] = 'simple',
): Promise<readonly number[]> {
  const { product, cause, right, finding } = about;
  const revisions = await act(
    'handler',
    { type: 'ClassifyComplaint', data: { product, cause, right, class: is } },
    { type: 'RecordFinding', data: { finding } },
  );
  return [revisions.ComplaintClassified ?? 0, revisions.FindingRecorded ?? 0];
}

type Proposal = { readonly number: string; readonly proposal: number };

async function propose(
  act: Act,
  { about }: Demonstrated,
  facts: readonly number[],
): Promise<Proposal> {
  const { outcome, letter, money, finding } = about;
  const remedy =
    money === undefined ? ({ kind: 'none' } as const) : ({ kind: 'money', money } as const);
  const { number, DecisionProposed = 0 } = await act('handler', {
    type: 'ProposeDecision',
    data: { outcome, remedy, reasons: finding, letter, restsOn: [...facts] },
  });
  return { number, proposal: DecisionProposed };
}

/** The head reads the very letter that is signed off; the letter is posted by an errand; then the case is closed. */
async function decideAndTell(act: Act, one: Demonstrated, facts: readonly number[]): Promise<void> {
  const { number, proposal } = await propose(act, one, facts);
  const { state } = await one.people.head.show(number);
  const { letter } = state['proposal'] as { letter: { commitment: string } };
  const letterCommitment = letter.commitment;
  await act('head', { type: 'SignOff', data: { proposal, letterCommitment } });
  await act('clerk', { type: 'TellComplainant', data: {} });
  await until(async () => (await one.people.clerk.show(number)).state['told'] === true);
  if (one.about.money !== undefined) await act('clerk', deliver(proposal, one.about.finding));
  await act('clerk', { type: 'CloseCase', data: {} });
}

/** Asks again and again: the letter is written by an errand, which takes a moment. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(100);
}
