import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Message } from '../../../events/envelope.ts';
import { REGIMES, readShelf } from '../../../regimes/shelf.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { noonOf } from '../../../workflows/calendar.ts';
import { complaintKind } from '../../../workflows/complaint/complaint.ts';
import { play } from '../../../workflows/play.ts';
import type { Timed } from '../../../workflows/play.ts';
import { box, clara, head, letter, sun } from './a-case.ts';
import { importedCase, importer, takeOver } from './an-import.ts';
import { daysAfter, verdictsIn } from './verdicts.ts';
import type { Verdict } from './verdicts.ts';

/**
 * Every real record is imported on the day it was sent to the company, taken over, decided, and told on the day that
 * was drawn for it: our clock must come to the regulator's own verdict. It is played, so that no drawn day ever stands
 * in a log. Extensions are not used: the verdict is on the first answer, within fifteen days of the sending.
 */
const ZONE = 'America/New_York';
const FINAL = 62;
const shelf = readShelf(REGIMES);

function lifeOf({ id, receivedOn, sentOn, answeredAfter }: Verdict): readonly Timed[] {
  const sent = noonOf(sentOn, ZONE);
  const decide: readonly Message[] = [
    { type: 'AssignCase', data: { handler: 'hana', unit: 'us-retail' } },
    {
      type: 'ClassifyComplaint',
      data: { product: 'mortgage', cause: 'other', right: 'redress', class: 'simple' },
    },
    { type: 'RecordFinding', data: { finding: box('finding') } },
    {
      type: 'ProposeDecision',
      data: {
        outcome: 'not-upheld',
        remedy: { kind: 'none' },
        reasons: box('reasons'),
        letter,
        covers: ['steps', 'communications', 'follow-up'],
        restsOn: [4, 5],
      },
    },
  ];
  const imported: Message = {
    type: 'ImportCase',
    data: { ...importedCase, reference: box(String(id)), snapshotOn: sentOn, receivedOn, sentOn },
  };
  const steps = [
    { at: sent, actor: importer, commands: [imported] },
    { at: sent, actor: sun, commands: [{ type: 'TakeOverCase', data: takeOver }] },
    { at: sent, actor: sun, commands: decide },
    {
      at: sent,
      actor: head,
      commands: [{ type: 'SignOff', data: { proposal: 6, letterCommitment: letter.commitment } }],
    },
  ];
  const toldAt = answeredAfter === null ? null : noonOf(daysAfter(sentOn, answeredAfter), ZONE);
  const telling =
    toldAt === null
      ? []
      : [
          {
            at: toldAt,
            actor: clara,
            commands: [{ type: 'RecordTelling', data: { channel: 'email', toldAt } }],
          },
        ];
  return [...steps, ...telling].map(({ at, actor, commands }, index) => ({
    at,
    submission: { id: `person:verdict:${index}`, actor, commands },
  }));
}

test('our clock comes to the regulator’s verdict on each of 5,115 real complaints', async () => {
  const verdicts = await verdictsIn(
    join(import.meta.dirname, '..', '..', 'data', 'cfpb-sample.csv'),
  );
  const found = { breached: 0, clean: 0, undetermined: 0 };
  const boundary = { lastDay: 0, dayAfter: 0 };
  for (const verdict of verdicts) {
    const until = noonOf(daysAfter(verdict.sentOn, FINAL), ZONE);
    const { events, answers } = play(complaintKind, lifeOf(verdict), until, (note) =>
      ruleBook(shelf, note),
    );
    for (const answer of answers) expect(answer.status).toBe('drafted');
    const breached = events.some(({ event }) => event.type === 'DeadlineBreached');
    if (verdict.timely === null) {
      found.undetermined += 1;
      continue;
    }
    expect({ id: verdict.id, breached }).toEqual({
      id: verdict.id,
      breached: verdict.timely === 'No',
    });
    found[breached ? 'breached' : 'clean'] += 1;
    if (verdict.answeredAfter === 15) boundary.lastDay += 1;
    if (verdict.answeredAfter === 16) boundary.dayAfter += 1;
  }
  expect(found).toEqual({ breached: 212, clean: 4_882, undetermined: 21 });
  // The rule turns between these two days, so both must have been tried.
  expect(boundary.lastDay).toBeGreaterThan(0);
  expect(boundary.dayAfter).toBeGreaterThan(0);
});
