import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeLetter } from '../../activities/write-letter.ts';
import { ENGINE } from '../../events/envelope.ts';
import type { JsonObject } from '../../events/envelope.ts';
import { memoryLog } from '../../events/log/memory-log.ts';
import { commits, open, seal } from '../../keys/box.ts';
import { memoryKeyRing } from '../../keys/memory-key-ring.ts';
import type { Access } from '../../keys/open-personal.ts';

const STREAM = 'complaint-demobank.0123456789AB';
const NAME = '欧阳晓岚';

const outbox = mkdtempSync(join(tmpdir(), 'redress-outbox-'));
const folder = join(outbox, STREAM);
const log = memoryLog();
const ring = memoryKeyRing();
const accesses: Access[] = [];
const record = (access: Access): void => void accesses.push(access);
const write = writeLetter({ log, ring, outbox, record });

beforeAll(async () => {
  const name = seal(await ring.caseKey(STREAM), NAME);
  const letter = seal(await ring.caseKey(STREAM), '兹退还年费。');
  const events = [
    { language: 'zh-CN', complainant: { name } },
    { letter },
    { lastDay: '2026-05-01' },
  ];
  await log.append(STREAM, events.map(eventOf), 'none');
});
afterAll(() => rmSync(outbox, { recursive: true, force: true }));

const order = (letter: string, about: number) => ({ letter, about, order: 5 });

describe('a letter', () => {
  test('is written for dispatch, readable by the house alone, and answered with its commitment', async () => {
    const answer = await write(STREAM, 'letter@5', order('decision', 1));
    const file = join(folder, 'letter@5.json');
    const { text, at } = JSON.parse(readFileSync(file, 'utf8')) as { text: string; at: string };
    expect(text).toBe(`${NAME}：\n\n兹退还年费。\n\n案号：0123456789AB\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const box = seal(await ring.caseKey(STREAM), text);
    const { salt } = open(await ring.caseKey(STREAM), box);
    expect(answer).toEqual({
      type: 'RecordLetterSent',
      data: { letter: 'decision', order: 5, sentAt: at, commitment: box.commitment },
    });
    expect(commits(box, salt, text)).toBe(true);
    expect(JSON.stringify(answer)).not.toContain(NAME);
    expect(accesses.at(-1)).toMatchObject({ who: ENGINE, why: 'write decision letter' });
  });

  test('is found again by whoever writes it again, or at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => write(STREAM, 'letter@6', order('acknowledgement', 0))),
    );
    answers.push(await write(STREAM, 'letter@6', order('acknowledgement', 0)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(readdirSync(folder).filter((name) => name.startsWith('letter@6'))).toEqual([
      'letter@6.json',
    ]);
  });

  test('names the channel by which dispatch sends it, where that is not the post', async () => {
    const shown = async (name: string, said: object) => {
      await write(STREAM, name, { ...order('acknowledgement', 0), ...said });
      return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as object;
    };
    expect(await shown('letter@10', { channel: 'email' })).toMatchObject({ channel: 'email' });
    expect(await shown('letter@11', {})).not.toHaveProperty('channel');
  });

  test('of an extension says the day it ends on', async () => {
    await write(STREAM, 'letter@7', order('extension-notice', 2));
    expect(readFileSync(join(folder, 'letter@7.json'), 'utf8')).toContain('2026-05-01');
  });

  test('that was spoilt is not sent, and not quoted where others read', async () => {
    writeFileSync(join(folder, 'letter@8.json'), `{"text": "${NAME}`);
    const failed = write(STREAM, 'letter@8', order('acknowledgement', 0));
    const message = await failed.catch((error: unknown) => String(error));
    expect(message).toMatch(/letter@8\.json is not a letter as we write it/);
    expect(message).not.toContain(NAME);
  });

  test('about nothing that was recorded is refused', async () => {
    await expect(write(STREAM, 'letter@9', order('decision', 40))).rejects.toThrow(/no event/);
    await expect(write(STREAM, 'letter@9', order('decision', 2))).rejects.toThrow(/no letter/);
  });
});

function eventOf(data: JsonObject, index: number) {
  const meta = {
    submission: { id: 'person:test:1', command: 0, of: 1 },
    actor: ENGINE,
    occurredAt: '2026-03-02T00:00:00.000Z',
    decidedAt: '2026-03-02T00:00:00.000Z',
    grounds: [],
  };
  const id = `00000000-0000-5000-8000-00000000000${index}`;
  return { id, type: 'Whatever', version: 1, data, meta };
}
