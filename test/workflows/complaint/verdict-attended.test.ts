import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RecordedEvent } from '../../../events/envelope.ts';
import { memoryLog } from '../../../events/log/memory-log.ts';
import { dayOf, noonOf } from '../../../workflows/calendar.ts';
import { complaintHouse } from '../../complaint-house.ts';
import type { Said } from '../../complaint-house.ts';
import { withTimeSkipping } from '../../with-time-skipping.ts';
import { daysAfter, verdictsIn } from './verdicts.ts';
import type { Verdict } from './verdicts.ts';

/**
 * The same comparison with real workflows on skipped time, for 200 of the records: their days are moved by whole days,
 * so that all were sent to the company on one day. The days of the answers are drawn by us and stand in no real log.
 */
const time = withTimeSkipping();
const ZONE = 'America/New_York';
const ROWS = 200;
const LATE_ROWS = 50;
const FINAL = 62;
const AT_ONCE = 20;
/** The server's timers may fire up to a second early. */
const MARGIN = 5_000;

/** Late ones in number, ones that are undetermined, and the rest from all over the file. */
function chosen(verdicts: readonly Verdict[]): readonly Verdict[] {
  const late = verdicts.filter(({ timely }) => timely === 'No').slice(0, LATE_ROWS);
  const open = verdicts.filter(({ timely }) => timely === null).slice(0, 10);
  const clean = verdicts.filter(({ timely }) => timely === 'Yes');
  const left = ROWS - late.length - open.length;
  const step = Math.floor(clean.length / left);
  return [
    ...late,
    ...open,
    ...Array.from({ length: left }, (_, index) => clean[index * step]).filter(
      (one) => one !== undefined,
    ),
  ];
}

const streamOf = ({ id }: Verdict): string => `complaint-bank.${String(id).padStart(12, '0')}`;

function intakeOf(verdict: Verdict, sentOn: string): Said {
  const lag = (Date.parse(verdict.sentOn) - Date.parse(verdict.receivedOn)) / 86_400_000;
  return {
    type: 'ReceiveComplaint',
    data: {
      source: 'cfpb',
      reference: String(verdict.id),
      receivedAt: noonOf(daysAfter(sentOn, -lag), ZONE),
      sentToFirmAt: noonOf(sentOn, ZONE),
      channel: 'web',
      unit: 'us-retail',
      regime: 'us-cfpb',
      language: 'en',
      complainant: { anonymous: true },
    },
  };
}

const letter = 'Our answer.';
const decide: readonly Said[] = [
  { type: 'AssignCase', data: { handler: 'hana', unit: 'us-retail' } },
  {
    type: 'ClassifyComplaint',
    data: { product: 'mortgage', cause: 'other', right: 'redress', class: 'simple' },
  },
  { type: 'RecordFinding', data: { finding: 'Nothing was found.' } },
  {
    type: 'ProposeDecision',
    data: {
      outcome: 'not-upheld',
      remedy: { kind: 'none' },
      reasons: 'Nothing was found.',
      letter,
      covers: ['steps', 'communications', 'follow-up'],
      restsOn: [3, 4],
    },
  },
];

test(`real workflows come to the regulator’s verdict on ${ROWS} complaints`, async () => {
  const log = memoryLog();
  const file = join(import.meta.dirname, '..', '..', 'data', 'cfpb-sample.csv');
  const verdicts = chosen(await verdictsIn(file));
  expect(verdicts).toHaveLength(ROWS);
  await using house = complaintHouse(log, time.attendance);

  const say = async (verdict: Verdict, who: 'chen' | 'li' | 'maria', ...said: Said[]) => {
    const answer = await house.say(streamOf(verdict), who, ...said);
    expect(answer, `${verdict.id}`).toMatchObject({ status: 'recorded' });
    return answer.status === 'recorded' ? answer.events : [];
  };
  const forEach = async (some: readonly Verdict[], work: (one: Verdict) => Promise<void>) => {
    for (let first = 0; first < some.length; first += AT_ONCE)
      await Promise.all(some.slice(first, first + AT_ONCE).map(work));
  };
  const until = async (instant: string): Promise<void> => {
    const left = Date.parse(instant) + MARGIN - Date.parse(await time.now());
    if (left > 0) await time.pass(left);
  };

  await time.attending(house, async () => {
    const sentOn = daysAfter(dayOf(await time.now(), ZONE), 1);
    await until(noonOf(sentOn, ZONE));
    await forEach(verdicts, async (verdict) => {
      await say(verdict, 'chen', intakeOf(verdict, sentOn));
      const proposal = (await say(verdict, 'li', ...decide)).at(-1)?.revision ?? -1;
      const [, , , , , proposed] = await log.read(streamOf(verdict));
      const { commitment } = (proposed as RecordedEvent).data['letter'] as { commitment: string };
      await say(verdict, 'maria', {
        type: 'SignOff',
        data: { proposal, letterCommitment: commitment },
      });
    });
    for (let day = 0; day <= FINAL; day += 1) {
      await until(noonOf(daysAfter(sentOn, day), ZONE));
      const due = verdicts.filter(({ answeredAfter }) => answeredAfter === day);
      await forEach(due, async (verdict) => {
        const toldAt = await time.now();
        await say(verdict, 'chen', { type: 'RecordTelling', data: { channel: 'email', toldAt } });
      });
    }
  });

  for (const verdict of verdicts.filter(({ timely }) => timely !== null)) {
    const events = await log.read(streamOf(verdict));
    const breached = events.some(({ type }) => type === 'DeadlineBreached');
    expect({ id: verdict.id, breached }).toEqual({
      id: verdict.id,
      breached: verdict.timely === 'No',
    });
  }
  expect(house.broken).toEqual([]);
}, 600_000);
