import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { history } from '../../api/responses.ts';
import { DOCUMENT_BYTES } from '../../events/complaint/handling-codes.ts';
import { officer } from '../keys/key-ring-rules.ts';
import { withHouse } from '../with-house.ts';
import { askingOf, problemOf, receiptOf } from './ask.ts';

const house = withHouse();
const { ask, received } = askingOf(house);

const NAME = '独一无二的合同.pdf';
const file = async (number: string, content: Buffer, key = randomUUID()) =>
  house.app().inject({
    method: 'PUT',
    url: `/complaints/${number}/documents?kind=contract`,
    headers: {
      authorization: `Bearer ${await house.token()}`,
      'idempotency-key': key,
      'content-type': 'application/pdf',
      'document-name': encodeURIComponent(NAME),
    },
    payload: content,
  });
const filed = async (number: string) => {
  const { events } = history.parse((await ask('GET', `/complaints/${number}/history`)).json());
  return events.find(({ type }) => type === 'DocumentFiled')?.data;
};
const openUrl = (
  number: string,
  document: unknown,
  purpose = '?purpose=checking%20the%20contract',
) => `/complaints/${number}/documents/${String(document)}${purpose}`;

describe('a document that is sent', () => {
  test('is filed by its commitment, its name sealed, and opens for a purpose', async () => {
    const number = await received();
    const content = randomBytes(300_000);
    const key = randomUUID();
    receiptOf(await file(number, content, key), 200);
    expect(receiptOf(await file(number, content, key), 200)).toMatchObject({ repeated: true });
    const data = await filed(number);
    expect(data).toMatchObject({ kind: 'contract', mediaType: 'application/pdf', bytes: 300_000 });
    expect(JSON.stringify(data)).not.toContain(NAME);
    const before = house.logged().length;
    const opened = await ask('GET', openUrl(number, data?.['document']));
    expect(opened.statusCode).toBe(200);
    expect(opened.rawPayload.equals(content)).toBe(true);
    expect(house.logged().slice(before)).toContain('personal data opened');
  });

  test('is not opened without a purpose, nor from another case', async () => {
    const [number, other] = [await received(), await received()];
    receiptOf(await file(number, Buffer.from('a contract')), 200);
    const document = (await filed(number))?.['document'];
    problemOf(await ask('GET', openUrl(number, document, '')), 400);
    expect(problemOf(await ask('GET', openUrl(other, document)), 404).code).toBe(
      'no-such-document',
    );
  });

  test('is refused where no case is, and when it is too large', async () => {
    expect(problemOf(await file('000000000000', Buffer.from('x')), 404).code).toBe('no-such-case');
    const { faults } = problemOf(
      await file(await received(), Buffer.alloc(DOCUMENT_BYTES + 1)),
      413,
    );
    expect(faults?.[0]?.message).toContain(String(DOCUMENT_BYTES));
  });

  test('is gone once the case’s key is destroyed', async () => {
    const number = await received();
    receiptOf(await file(number, Buffer.from('a contract')), 200);
    const document = (await filed(number))?.['document'];
    const because = 'retention has ended';
    await house.house().ring.destroy(`complaint-demobank.${number}`, { by: officer, because });
    expect(problemOf(await ask('GET', openUrl(number, document)), 404).code).toBe(
      'document-erased',
    );
  });
});
