import { createSecretKey } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { box as unknownBox } from '../../../bench/generated-events.ts';
import type { Message } from '../../../events/envelope.ts';
import type { Box } from '../../../events/personal.ts';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import { seal } from '../../../keys/box.ts';
import type { Access } from '../../../keys/open-personal.ts';
import { postgresKeyRing } from '../../../keys/postgres-key-ring.ts';
import { listCases } from '../../../projections/case-list.ts';
import { readDatabase } from '../../../projections/database.ts';
import { isSame } from '../../../projections/compare.ts';
import { rebuild } from '../../../projections/rebuild.ts';
import { keysOfTexts } from '../../../projections/texts/said-in.ts';
import { textsModel } from '../../../projections/texts/texts.ts';
import { officer } from '../../keys/key-ring-rules.ts';
import { withDatabase } from '../../with-database.ts';
import * as lives from '../lives.ts';
import { modelNamed, project, record, said } from '../projected.ts';

const { application, owner } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const wrapping = createSecretKey(new Uint8Array(32).fill(2));
const ring = postgresKeyRing({ pool: application, wrappingOf: () => wrapping, lifetime: 1 });
const accesses: Access[] = [];
const texts = textsModel({ ring, record: (access) => void accesses.push(access) });
const models = [modelNamed('cases'), texts];
const erasing = { by: officer, because: 'retention has ended' };
let place = 0;

beforeEach(() => {
  accesses.length = 0;
});

async function sealed(stream: string, text: string): Promise<Box> {
  return seal(await ring.caseKey(stream), text);
}

/** A case with this narrative, and what was found out; answers its stream. */
async function told(narrative: string, finding?: string): Promise<string> {
  place += 1;
  const stream = lives.streamNamed('onebank', place);
  await record(log, said(stream, [await receipt(stream, await sealed(stream, narrative))]));
  if (finding !== undefined) await find(stream, 1, finding);
  await project({ log, database }, models);
  return stream;
}

async function receipt(stream: string, narrative: Box): Promise<Message> {
  const [first] = lives.received;
  if (first === undefined) throw new RangeError('There is no receipt.');
  const reference = await sealed(stream, `number ${place}`);
  const complainant = { name: await sealed(stream, '欧阳晓岚') };
  return { ...first, data: { ...first.data, reference, complainant, narrative } };
}

async function find(stream: string, revision: number, finding: string): Promise<void> {
  const data = { finding: await sealed(stream, finding), corrects: null, by: 'hana' };
  await record(log, said(stream, [{ type: 'FindingRecorded', data }], revision));
}

async function found(text: string, institution = 'onebank'): Promise<readonly string[]> {
  const query = { institution, filter: 'all', who: 'hana', now: new Date(), limit: 50 } as const;
  const { cases } = await listCases(database, { ...query, text });
  return cases.map(({ number }) => `complaint-${institution}.${number}`);
}

const rowsOf = async (stream: string): Promise<number> => {
  const counted = await owner.query('select 1 from read.texts where stream = $1', [stream]);
  return counted.rowCount ?? 0;
};

describe('a case is found', () => {
  test('by two Chinese characters in the midst of what was said, and by none that were not side by side', async () => {
    const stream = await told('柜员当众朗读了我的病历，并且拒绝道歉。');
    expect(await found('病历')).toEqual([stream]);
    expect(await found('朗读了我的病历')).toEqual([stream]);
    expect(await found('病读')).toEqual([]);
    // Each pair is there, but not one after the other.
    expect(await found('当众朗读了我的病历，并且拒绝道歉。柜员')).toEqual([]);
    expect(await found('病历', 'twobank')).toEqual([]);
  });

  test('by words in Latin letters, whatever their case and width, and by a later finding', async () => {
    const stream = await told('Charged TWICE for ＣＡＲＤ 1234', 'Brackwater recording confirms');
    expect(await found('twice FOR card 12')).toEqual([stream]);
    expect(await found('brackwater')).toEqual([stream]);
  });

  test('by its complainant and its number', async () => {
    const stream = await told('once more');
    expect(await found('欧阳晓岚')).toContain(stream);
    expect(await found(`number ${place}`)).toEqual([stream]);
  });

  test('and what was opened for it is told beforehand, by its keys', async () => {
    const stream = await told('Quillfeather');
    expect(accesses).toEqual([
      expect.objectContaining({ why: 'keep the search', keys: [`${stream}#1`] }),
    ]);
    expect(await keysOfTexts(database, [stream])).toEqual([`${stream}#1`]);
    expect(await keysOfTexts(database, [])).toEqual([]);
  });
});

describe('destroying the key of a case', () => {
  test('takes its texts away at once, and leaves those of others', async () => {
    const gone = await told('Nebelhornklang');
    const stays = await told('Nebelhornklang too');
    await ring.destroy(gone, erasing);
    expect(await rowsOf(gone)).toBe(0);
    expect(await found('nebelhornklang')).toEqual([stays]);
  });

  test('leaves nothing to be written by who comes later: a projector, or a rebuild', async () => {
    const stream = await told('Silberdistel');
    await find(stream, 1, 'Silberdistel again');
    await ring.destroy(stream, erasing);
    await project({ log, database }, models);
    await rebuild({ log, database, model: texts });
    expect(await rowsOf(stream)).toBe(0);
    expect(await found('silberdistel')).toEqual([]);
  });

  test('while texts are being written: whoever is second sees what the first did', async () => {
    for (let round = 0; round < 10; round += 1) {
      const stream = await told(`Wacholderbusch ${round}`);
      for (let revision = 1; revision < 6; revision += 1)
        await find(stream, revision, `Wacholderbusch ${revision}`);
      await Promise.all([project({ log, database }, models), ring.destroy(stream, erasing)]);
      expect(await rowsOf(stream), `round ${round}`).toBe(0);
    }
  });
});

describe('the texts', () => {
  test('are the same when they are built anew beside those that serve', async () => {
    await told('Federwolke', 'Marzipanfrost');
    const { comparison, events } = await rebuild({
      log,
      database,
      model: texts,
      compareOnly: true,
    });
    expect(events).toBeGreaterThan(0);
    expect(comparison.equal).toBeGreaterThan(2);
    expect(isSame(comparison)).toBe(true);
  });

  test('of a box that was altered park its case alone; of an unknown key there are none', async () => {
    const stream = lives.streamNamed('onebank', 9_001);
    const other = lives.streamNamed('onebank', 9_002);
    const good = await sealed(stream, 'sound');
    const altered = { ...good, sealed: `${good.sealed.slice(0, -4)}AAAA` };
    await record(log, said(stream, [await receipt(stream, altered)]));
    await record(log, said(other, [await receipt(other, unknownBox('never sealed here'))]));
    const parked: string[] = [];
    await project({ log, database, onParked: (one) => parked.push(one) }, models);
    expect(parked).toEqual([stream]);
    expect(await rowsOf(other)).toBe(0);
    const after = await told('Trommelkraut');
    expect(await found('trommelkraut')).toEqual([after]);
  });
});
