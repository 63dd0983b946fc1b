import type { Actor, Instant, JsonObject } from '../events/envelope.ts';
import { ruleBook } from '../regimes/rule-book.ts';
import type { RuleBook } from '../regimes/rule-book.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../regimes/shelf.ts';
import { complaintKind } from '../workflows/complaint/complaint.ts';
import { play } from '../workflows/play.ts';
import type { Play, Timed } from '../workflows/play.ts';
import { box, intake, person } from './generated-events.ts';

/** Half an hour between two deeds, so that a long case stays inside the fifteen days of its clock. */
const PACE = 1_800_000;
const FIRST = Date.UTC(2026, 2, 2, 2);
const DUE = '2026-03-12T02:00:00.000Z';

const chen = person('chen', 'clerk');
const hana = person('hana', 'handler');
const sun = person('sun', 'supervisor');
/** Who answers for the unit that is asked. */
const expert: Actor = { ...person('eva', 'clerk'), unit: 'card-centre' };

export type LongCase = {
  readonly play: Play;
  /** An instant after its last event, with every clock still running. */
  readonly now: Instant;
  readonly rules: RuleBook;
  readonly handler: Actor;
};

/**
 * A complaint under Order 2020-3 that has come to so many events and is still open, made by playing what people
 * say: contacts, findings, documents, tasks with their answers, and a decision that is proposed and sent back.
 */
export function longCase(events: number): LongCase {
  const rules = ruleBook([...readShelf(REGIMES), ...readCalendars(CALENDARS)]);
  const timed: Timed[] = [];
  const at = (): Instant => new Date(FIRST + timed.length * PACE).toISOString();
  let played = play(complaintKind, timed, at(), () => rules);
  const say = (actor: Actor, type: string, data: JsonObject): void => {
    const id = `person:bench:${timed.length}`;
    timed.push({ at: at(), submission: { id, actor, commands: [{ type, data }] } });
    played = play(complaintKind, timed, at(), () => rules);
    const answer = played.answers.at(-1);
    if (answer?.status !== 'drafted')
      throw new Error(`The long case refuses ${type}: ${JSON.stringify(answer)}`);
  };
  begin(say);
  for (let turn = 0; played.events.length < events; turn += 1) {
    // Some turns bring two events; the last one place is for a contact, which brings one.
    const isLast = played.events.length === events - 1;
    handle(say, { turn: isLast ? 0 : turn, at: at(), next: played.events.length });
  }
  return { play: played, now: at(), rules, handler: hana };
}

type Say = (actor: Actor, type: string, data: JsonObject) => void;

function begin(say: Say): void {
  say(chen, 'ReceiveComplaint', intake);
  say(chen, 'AcknowledgeComplaint', {});
  say(sun, 'AssignCase', { handler: 'hana', unit: 'cards' });
  say(hana, 'ClassifyComplaint', {
    ...{ product: 'credit-card', cause: 'pricing' },
    ...{ right: 'fair-dealing', class: 'complex' },
  });
  say(hana, 'RequestExtension', { clock: 'decide', step: 'complex', reasons: box('It is.') });
}

/** One deed of many, in turn; `next` is the revision that its first event will have. */
function handle(
  say: Say,
  { turn, at, next }: { readonly turn: number; readonly at: Instant; readonly next: number },
): void {
  switch (turn % 5) {
    case 0:
      say(hana, 'RecordContact', {
        ...{ with: 'complainant', direction: 'out', channel: 'phone', at, reached: true },
        note: box(`What was said in contact ${turn}.`),
      });
      break;
    case 1:
      say(hana, 'SetTask', {
        ...{ kind: 'business', unit: 'card-centre', dueAt: DUE },
        question: box(`Question ${turn}.`),
      });
      say(expert, 'AnswerTask', { task: next, answer: box(`Answer ${turn}.`) });
      break;
    case 2:
      say(hana, 'FileDocument', {
        ...{ document: turn.toString(16).padStart(64, '0'), kind: 'contract', bytes: 1_000 },
        ...{ name: box(`contract ${turn}.pdf`), mediaType: 'application/pdf' },
      });
      break;
    case 3:
      say(hana, 'RecordFinding', { finding: box(`Finding ${turn}.`) });
      break;
    default:
      decideAndReturn(say, next);
  }
}

function decideAndReturn(say: Say, next: number): void {
  say(hana, 'ProposeDecision', {
    outcome: 'upheld',
    remedy: { kind: 'money', money: { amount: '300.00', currency: 'CNY' } },
    covers: ['verified', 'grounds', 'routes'],
    reasons: box('The fee was taken twice.'),
    letter: box('Dear customer, the fee will be paid back.'),
    restsOn: [next - 1],
  });
  say(sun, 'ReturnDecision', { proposal: next, reasons: box('Say when it is paid.') });
}
