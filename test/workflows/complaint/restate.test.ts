import { expect, test } from 'vitest';
import type { Message } from '../../../events/envelope.ts';
import { sameJson } from '../../../events/same-json.ts';
import {
  documentCommands,
  engineCommands,
  importCommands,
  peopleCommands,
} from '../../../workflows/complaint/commands.ts';
import { restate } from '../../../workflows/complaint/restate.ts';

const moved = (command: Message) => restate(command, (revision) => revision + 100).data;

test('revisions that a command names are put to where those events stand, and nothing else is', () => {
  const reasons = { key: 'k', sealed: 's', commitment: 'c' };
  expect(moved({ type: 'ReturnDecision', data: { proposal: 5, reasons } })).toEqual({
    proposal: 105,
    reasons,
  });
  expect(moved({ type: 'RemindOfTask', data: { task: 7, percent: 50 } })).toEqual({
    ...{ task: 107, percent: 50 },
  });
  const decision = { outcome: 'upheld', restsOn: [3, 4], remedy: { kind: 'apology' } };
  expect(moved({ type: 'ProposeDecision', data: decision })).toEqual({
    ...decision,
    restsOn: [103, 104],
  });
});

test('one that is left out stays so; an unknown command stays as it is', () => {
  expect(moved({ type: 'RecordFinding', data: { finding: 'a' } })).toEqual({ finding: 'a' });
  expect(moved({ type: 'RecordFinding', data: { finding: 'a', corrects: 2 } })).toEqual({
    ...{ finding: 'a', corrects: 102 },
  });
  expect(moved({ type: 'Unheard', data: { proposal: 5 } })).toEqual({ proposal: 5 });
});

test('every field of every command that names an event of its case is known', () => {
  const schemas = { ...peopleCommands, ...documentCommands, ...importCommands, ...engineCommands };
  const found = Object.keys(schemas).flatMap((type) =>
    NAMES.filter((name) => {
      const value = name === 'restsOn' ? [1] : 1;
      return !sameJson(moved({ type, data: { [name]: value } })[name], value);
    }).map((name) => `${type}.${name}`),
  );
  // A new one belongs here, and nowhere else.
  expect(found.toSorted()).toMatchInlineSnapshot(`
    [
      "AcceptDecision.proposal",
      "AnswerTask.task",
      "CheckRemedy.decision",
      "ConfirmMarker.marking",
      "EndMediation.mediation",
      "LiftLegalHold.hold",
      "LiftMarker.marking",
      "ProposeDecision.restsOn",
      "ProveTelling.proposal",
      "RecordFinding.corrects",
      "RecordForumDecision.referral",
      "RecordLetterFailed.order",
      "RecordLetterSent.order",
      "RecordLinkAnswer.link",
      "RecordMarkerOverdue.marking",
      "RecordMergeAnswer.merge",
      "RecordRegulatorReply.request",
      "RecordRemedyDelivered.decision",
      "RecordTaskOverdue.task",
      "RejectDecision.proposal",
      "RemindOfTask.task",
      "RetryLetter.order",
      "ReturnDecision.proposal",
      "ReturnReview.proposal",
      "SignOff.proposal",
      "SignOffReview.proposal",
      "TickStep.marking",
      "WithdrawTask.task",
    ]
  `);
});

/** What a field is called that names an event. */
const NAMES =
  `proposal order link task merge marking mediation referral request hold decision corrects restsOn`.split(
    ' ',
  );
