import { beforeAll, describe, expect, test } from 'vitest';
import type { Message } from '../../../events/envelope.ts';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../../projections/database.ts';
import { rebuild } from '../../../projections/rebuild.ts';
import type { Asked } from '../../../projections/reports/report.ts';
import { REPORT_NAMES, reports } from '../../../projections/reports/reports.ts';
import type { ReportName } from '../../../projections/reports/reports.ts';
import * as story from '../../workflows/complaint/a-case.ts';
import { withDatabase } from '../../with-database.ts';
import * as lives from '../lives.ts';
import { modelNamed, project, record } from '../projected.ts';
import * as told from '../registers/register-lives.ts';

const { application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
/** Ten days before the clocks of the story are due. */
const NOW = new Date('2026-03-07T15:59:59.999Z');
const DAY = 86_400_000;

async function tell(institution: string, ...all: readonly (readonly Message[])[]) {
  await record(
    log,
    all.flatMap((life, index) => lives.told(institution, index + 1, life)),
  );
  await project({ log, database });
}

function counted(name: ReportName, asked: Partial<Asked> = {}): Promise<object> {
  return reports[name].count(database, { institution: 'onebank', now: NOW, ...asked });
}

beforeAll(async () => {
  await tell(
    'onebank',
    lives.received,
    lives.proposed,
    told.delivered,
    told.threeRemedies,
    told.extensionGranted,
    told.answered(4),
    told.answered(5),
    told.linked,
    [lives.imported],
  );
  await tell('twobank', lives.proposed, told.answered(1), told.extensionRefused);
});

test('workload counts what lies with each unit and handler, and what of it is late', async () => {
  const late = await counted('workload', { now: new Date('2026-03-18T00:00:00.000Z') });
  const unit = 'consumer-protection';
  const hana = { unit, handler: 'hana', open: 3, closed: 2, awaitingSignOff: 1 };
  expect(await counted('workload')).toEqual({
    workload: [
      {
        ...{ unit: 'branch-0755', handler: null, open: 3, closed: 0, awaitingSignOff: 0 },
        ...{ overdue: 0, dueIn3Days: 0, oldestOpen: '2026-03-02' },
      },
      { ...hana, overdue: 0, dueIn3Days: 0, oldestOpen: '2026-03-02' },
      {
        ...{ unit: null, handler: null, open: 1, closed: 0, awaitingSignOff: 0 },
        ...{ overdue: 0, dueIn3Days: 0, oldestOpen: '2019-03-30' },
      },
    ],
  });
  expect(late).toMatchObject({ workload: [{ overdue: 2 }, { ...hana, overdue: 3 }, {}] });
});

test('workload counts what waits for a second person at either instance', async () => {
  await tell('sixbank', lives.proposed, told.reviewProposed, told.reviewSignedOff);
  expect(await counted('workload', { institution: 'sixbank' })).toMatchObject({
    workload: [{ handler: 'hana', open: 1, closed: 2, awaitingSignOff: 2 }],
  });
});

test('ageing puts each running clock into one column, by its days to the due instant', async () => {
  const due = Date.parse(story.DUE_AT);
  const columnAt = async (days: number) => {
    const { ageing } = (await counted('ageing', { now: new Date(due + days * DAY) })) as {
      ageing: readonly { readonly [column: string]: unknown }[];
    };
    const [hers] = ageing.filter(({ unit }) => unit === 'consumer-protection');
    return Object.entries(hers ?? {})
      .filter(([, count]) => count === 3)
      .map(([column]) => column);
  };
  for (const [days, column] of [
    [-8, 'dueLater'],
    [-7, 'dueIn7'],
    [-3, 'dueIn3'],
    [-1, 'dueIn1'],
    [0, 'dueIn1'],
    [0.01, 'overdue1to5'],
    [4.99, 'overdue1to5'],
    [5, 'overdue6to15'],
    [14.99, 'overdue6to15'],
    [29.99, 'overdue16to30'],
    [30, 'overdueOver30'],
  ] as const)
    expect(await columnAt(days), `${days} days`).toEqual([column]);
});

test('extensions are counted by who granted them under which article, with the days they added', async () => {
  expect(await counted('extensions')).toEqual({
    extensions: [
      {
        ...{ clock: 'decide', step: 'complex', state: 'granted', decidedBy: 'heide' },
        ...{ rank: 'head', article: 'Order 2020-3 art. 18', extensions: 1, daysAdded: '45.0' },
      },
    ],
  });
});

test('remedies and money are summed by product and currency, exactly', async () => {
  expect(await counted('remedies')).toEqual({
    remedies: [
      {
        ...{ product: 'credit-card', kind: 'apology', currency: null, owed: 0, delivered: 1 },
        ...{ checked: 0, owedAmount: null, deliveredAmount: null },
      },
      {
        ...{ product: 'credit-card', kind: 'money', currency: 'CNY', owed: 2, delivered: 1 },
        ...{ checked: 0, owedAmount: '600.00', deliveredAmount: '300.00' },
      },
      {
        ...{ product: 'credit-card', kind: 'refund', currency: 'CNY', owed: 0, delivered: 1 },
        ...{ checked: 0, owedAmount: null, deliveredAmount: '12.30' },
      },
    ],
  });
});

test('satisfaction is the mean of what was answered, by unit', async () => {
  expect(await counted('satisfaction')).toMatchObject({
    satisfaction: [
      {
        ...{ unit: 'consumer-protection', sent: 2, answered: 2, mean: '4.50' },
        ...{ answers1: 0, answers4: 1, answers5: 1 },
      },
    ],
  });
});

test('repeats count cases by the links that say so', async () => {
  expect(await counted('repeats')).toEqual({
    repeats: [{ product: null, cases: 1, links: 1 }],
    cases: [{ case: '000000000008', others: 1, kinds: 'repeat' }],
  });
});

test('classification counts each combination that occurs', async () => {
  expect(await counted('classification')).toEqual({
    classification: [
      {
        ...{ product: 'credit-card', cause: 'pricing', channel: 'phone', branch: 'branch-0755' },
        ...{ right: 'fair-dealing', cases: 5 },
      },
      {
        ...{ product: null, cause: null, channel: 'phone', branch: 'branch-0755' },
        ...{ right: null, cases: 3 },
      },
      {
        ...{ product: 'Mortgage', cause: null, channel: 'Web', branch: null },
        ...{ right: null, cases: 1 },
      },
    ],
  });
});

test('the process map says which event follows which, how often and after how long', async () => {
  const { steps } = (await counted('process-map')) as {
    steps: readonly { readonly [column: string]: unknown }[];
  };
  expect(steps).toContainEqual({
    ...{ step: 'CaseAssigned', next: 'ComplaintClassified', times: 5 },
    ...{ medianSeconds: expect.any(Number) as number, meanSeconds: expect.any(Number) as number },
  });
  expect(steps).toContainEqual({
    ...{ step: 'SurveyAnswered', next: null, times: 2, medianSeconds: null, meanSeconds: null },
  });
  const begun = steps.filter(({ step }) => step === 'ComplaintReceived');
  expect(begun).toMatchObject([{ next: 'ClockStarted', times: 8 }]);
});

describe('volumes', () => {
  test('are counted by day, month or quarter of receipt', async () => {
    const by = async (period: 'day' | 'month' | 'quarter') => {
      const { volumes } = (await counted('volumes', { period })) as {
        volumes: readonly { readonly [column: string]: unknown; readonly cases: number }[];
      };
      return [...new Set(volumes.map((row) => row[period]))];
    };
    expect(await by('day')).toEqual(['2019-03-30', '2026-03-02']);
    expect(await by('month')).toEqual(['2019-03', '2026-03']);
    expect(await by('quarter')).toEqual(['2019-Q1', '2026-Q1']);
  });
});

test.each(REPORT_NAMES)('%s counts only cases received on the days asked about', async (name) => {
  const never = await counted(name, { from: '2030-01-01' });
  const nothing = await counted(name, { institution: 'nobank' });
  expect(await counted(name, { to: '2010-01-01' })).toEqual(never);
  expect(never).toEqual(nothing);
  const all = await counted(name);
  expect(await counted(name, { from: '2019-03-30', to: '2026-03-02' })).toEqual(all);
  expect(all).not.toEqual(nothing);
});

test('a rebuild of every read model changes no report', async () => {
  const before = await Promise.all(REPORT_NAMES.map((name) => counted(name)));
  for (const model of ['registers', 'paths', 'cases', 'deadlines'])
    await rebuild({ log, database, model: modelNamed(model) });
  expect(await Promise.all(REPORT_NAMES.map((name) => counted(name)))).toEqual(before);
});
