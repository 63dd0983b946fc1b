import { createHash } from 'node:crypto';
import type pg from 'pg';
import { eventId } from '../events/log/event-id.ts';
import type { Actor, JsonObject, Message, NewEvent } from '../events/envelope.ts';
import { storable } from '../events/log/stored.ts';
import { complaintEvents } from '../events/complaint/complaint-events.ts';
import { words } from '../events/vocabulary.ts';
import type { Box } from '../events/personal.ts';
import { ruleBook } from '../regimes/rule-book.ts';
import { REGIMES, readShelf } from '../regimes/shelf.ts';
import { complaintKind } from '../workflows/complaint/complaint.ts';
import { play } from '../workflows/play.ts';

/** An event with its place, before the log has it. */
export type Placed = {
  readonly stream: string;
  readonly revision: number;
  readonly event: NewEvent;
};

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const OPEN_AT_ONCE = 400;
/** Of ten cases so many are lives of our own; the others are imported. */
const OWN_OF_TEN = 4;
const PRODUCTS = ['credit-card', 'mortgage', 'life-insurance', 'payment', 'deposit'] as const;
const HANDLERS = ['hana', 'hugo', 'ines', 'jun', 'kofi', 'lena'] as const;
const RESPONSES = [
  'Closed with explanation',
  'Closed with monetary relief',
  'In progress',
] as const;

/**
 * At least `count` events of made-up cases, in the order a log would have them: many cases move at once. Lives of
 * our own are played by the real rules; imported ones have facts of the shape of the CFPB's.
 */
export function* generatedEvents(count: number, institution = 'bench'): Generator<Placed> {
  const played = ownLives();
  const moving: Iterator<Placed>[] = [];
  let made = 0;
  let cases = 0;
  while (made < count || moving.length > 0) {
    while (moving.length < OPEN_AT_ONCE && made < count)
      moving.push(life(played, institution, cases++)[Symbol.iterator]());
    for (let index = moving.length - 1; index >= 0; index -= 1) {
      const next = moving[index]?.next();
      if (next === undefined || next.done === true) moving.splice(index, 1);
      else {
        made += 1;
        yield next.value;
      }
    }
  }
}

const WRITTEN_AT_ONCE = 1_000;

/** Writes ready-made events past the log's port, many at a time; for measuring and testing readers only. */
export async function writeEvents(pool: pg.Pool, events: Iterable<Placed>): Promise<number> {
  let written = 0;
  let batch: Placed[] = [];
  const flush = async (): Promise<void> => {
    await pool.query(
      `insert into log.events (stream, revision, id, bytes)
       select one.stream, one.revision, one.id::uuid, one.bytes
       from json_to_recordset($1::json) as one (stream text, revision integer, id text, bytes text)`,
      [JSON.stringify(batch.map(rowOf))],
    );
    written += batch.length;
    batch = [];
  };
  for (const placed of events) {
    batch.push(placed);
    if (batch.length === WRITTEN_AT_ONCE) await flush();
  }
  if (batch.length > 0) await flush();
  return written;
}

function rowOf({ stream, revision, event }: Placed) {
  const [stored] = storable(stream, [event])(revision);
  return { stream, revision, id: event.id, bytes: stored?.text ?? '' };
}

function life(
  played: readonly (readonly Message[])[],
  institution: string,
  index: number,
): readonly Placed[] {
  const stream = `complaint-${institution}.${numberOf(index)}`;
  const own = index % 10 < OWN_OF_TEN;
  const messages = own ? (played[index % played.length] ?? []) : [importedCase(index)];
  return messages.map((message, revision) =>
    placed(stream, revision, own ? varied(message, index) : message),
  );
}

/** One event of one submission, as the desk would have named it. */
export function placed(stream: string, revision: number, { type, data }: Message): Placed {
  const submission = { id: `person:bench:${revision}`, command: 0, of: 1 };
  const at = new Date(Date.UTC(2026, 2, 2) + revision * 3_600_000).toISOString();
  return {
    stream,
    revision,
    event: {
      id: eventId(stream, submission.id, 0, 0),
      type,
      version: check({ type, data }),
      data,
      meta: {
        submission,
        actor: chen,
        occurredAt: at,
        decidedAt: at,
        grounds: [{ name: 'cn-nfra-2020', version: '2020-03-01', sha256: '0'.repeat(64) }],
        command: { type: 'Said', data },
      },
    },
  };
}

const { check } = words(complaintEvents);

function varied({ type, data }: Message, index: number): Message {
  const handler = HANDLERS[index % HANDLERS.length] ?? 'hana';
  const product = PRODUCTS[index % PRODUCTS.length] ?? 'payment';
  switch (type) {
    case 'ComplaintReceived':
    case 'ComplaintClassified':
      return { type, data: { ...data, product } };
    case 'CaseAssigned':
      return { type, data: { ...data, handler } };
    default:
      return { type, data };
  }
}

function importedCase(index: number): Message {
  const response = RESPONSES[index % RESPONSES.length] ?? 'Closed';
  const receivedOn = new Date(Date.UTC(2019, 0, 1 + (index % 365))).toISOString().slice(0, 10);
  const text = {
    text: box(`narrative ${index}`),
    characters: 700 + (index % 300),
    lines: index % 3,
  };
  return {
    type: 'CaseImported',
    data: {
      source: 'cfpb',
      reference: box(String(index)),
      snapshotOn: '2026-01-01',
      receivedOn,
      sentOn: receivedOn,
      standing: response === 'In progress' ? 'open' : 'closed',
      facts: {
        product: 'Credit reporting, credit repair services, or other personal consumer reports',
        'sub-product': 'Credit reporting',
        issue: 'Incorrect information on your report',
        company: 'EXPERIAN INFORMATION SOLUTIONS INC.',
        state: 'TX',
        'zip-code': '750XX',
        consent: 'Consent not provided',
        'submitted-via': 'Web',
        'company-response': response,
        timely: index % 20 === 0 ? 'No' : 'Yes',
        disputed: 'N/A',
      },
      narrative: index % 9 === 0 ? text : null,
    },
  };
}

function numberOf(index: number): string {
  let text = '';
  for (let left = index; text.length < 12; left = Math.floor(left / 32))
    text = CROCKFORD.charAt(left % 32) + text;
  return text;
}

export function box(value: string): Box {
  const commitment = createHash('sha256').update(value).digest('hex');
  return { key: 'bench#1', sealed: Buffer.from(value).toString('base64url'), commitment };
}

const chen = person('chen', 'clerk');
const hana = person('hana', 'handler');
const sun = person('sun', 'supervisor');

export function person(id: string, role: string): Actor {
  return { id, role, unit: 'consumer-protection', rank: role };
}

/** Told and closed; returned and proposed again, waiting; left open until it is breached; withdrawn. */
function ownLives(): readonly (readonly Message[])[] {
  const rules = ruleBook(readShelf(REGIMES));
  const letter = box('Dear customer, the fee will be paid back.');
  const say = (type: string, data: JsonObject, actor: Actor) => ({ type, data, actor });
  const proposing = (restsOn: readonly number[]) =>
    say(
      'ProposeDecision',
      {
        outcome: 'upheld',
        remedy: { kind: 'money', money: { amount: '300.00', currency: 'CNY' } },
        reasons: box('The fee was taken twice.'),
        letter,
        covers: ['verified', 'grounds', 'routes'],
        restsOn,
      },
      hana,
    );
  const received = say('ReceiveComplaint', intake, chen);
  const handled = [
    received,
    say('AssignCase', { handler: 'hana', unit: 'cards' }, sun),
    say(
      'ClassifyComplaint',
      { product: 'credit-card', cause: 'pricing', right: 'fair-dealing', class: 'simple' },
      hana,
    ),
    say('RecordFinding', { finding: box('The fee was taken twice.') }, hana),
    proposing([3, 4]),
  ];
  const evidence = box('Recording 14.');
  const proof = { deed: 'dialled', evidence };
  const telling = { channel: 'phone', toldAt: '2026-03-05T06:00:00.000Z', proof };
  const deliveredAt = '2026-03-05T07:00:00.000Z';
  const scripts = [
    [
      ...handled,
      say('SignOff', { proposal: 5, letterCommitment: letter.commitment }, sun),
      say('RecordTelling', telling, hana),
      say('RecordRemedyDelivered', { decision: 5, remedy: 0, deliveredAt, evidence }, chen),
      say('CloseCase', {}, chen),
    ],
    [
      ...handled,
      say('ReturnDecision', { proposal: 5, reasons: box('Say when it is paid.') }, sun),
      proposing([3, 4]),
    ],
    [received],
    [
      ...handled,
      say('WithdrawComplaint', { withdrawnAt: '2026-03-04T02:00:00.000Z', evidence }, chen),
    ],
  ];
  return scripts.map((script) => {
    const timed = script.map(({ actor, ...command }, index) => ({
      at: new Date(Date.UTC(2026, 2, 2, 2) + index * 14 * 3_600_000).toISOString(),
      submission: { id: `person:bench:${index}`, actor, commands: [command] },
    }));
    const { events, answers } = play(complaintKind, timed, '2026-03-30T00:00:00.000Z', () => rules);
    const refused = answers.find(({ status }) => status !== 'drafted');
    if (refused !== undefined) throw new Error(`A script is refused: ${JSON.stringify(refused)}`);
    return events.map(({ event }) => event);
  });
}

export const intake: JsonObject = {
  source: 'hotline',
  reference: box('2026-000123'),
  receivedAt: '2026-03-02T01:30:00.000Z',
  channel: 'phone',
  unit: 'branch-0755',
  regime: 'cn-nfra-2020',
  language: 'zh-CN',
  complainant: { name: box('Wang') },
  staffComplainedOf: [],
};
