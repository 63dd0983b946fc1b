import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { withHouse } from '../with-house.ts';
import { askingOf, complaintOf, problemOf, receiptOf } from './ask.ts';

const house = withHouse();
const { ask, submit, received } = askingOf(house);

describe('a complaint that is submitted', () => {
  test('is recorded, and says where its case is and how it stands', async () => {
    const response = await submit(complaintOf());
    const { case: number, ...told } = receiptOf(response, 201);
    expect(number).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    expect(told).toMatchObject({ outcome: 'recorded', repeated: false });
    expect(told.events.map(({ type }) => type)).toContain('ComplaintReceived');
    expect(response.headers).toMatchObject({
      location: `/complaints/${number}`,
      etag: `"${told.revision}"`,
    });
    const shown = await ask('GET', `/complaints/${number}`);
    expect(shown.statusCode).toBe(200);
    expect(shown.headers.etag).toBe(`"${told.revision}"`);
  });

  test('again with the same key is answered with what was recorded', async () => {
    const complaint = complaintOf();
    const key = randomUUID();
    const first = receiptOf(await submit(complaint, { key }), 201);
    const before = await house.recorded();
    const again = receiptOf(await submit(complaint, { key }), 200);
    expect(again).toEqual({ ...first, repeated: true });
    expect(await house.recorded()).toBe(before);
  });

  test('with a key that came before with another body is told so', async () => {
    const complaint = complaintOf();
    const key = randomUUID();
    receiptOf(await submit(complaint, { key }), 201);
    const before = await house.recorded();
    const { code } = problemOf(await submit({ ...complaint, unit: 'other' }, { key }), 422);
    expect(code).toBe('idempotency-key-reused');
    expect(await house.recorded()).toBe(before);
  });

  test('that is known already finds its case, under whatever key', async () => {
    const complaint = complaintOf();
    const first = receiptOf(await submit(complaint), 201);
    const again = receiptOf(await submit(complaint), 200);
    expect(again).toMatchObject({ case: first.case, outcome: 'accepted', events: [] });
  });

  test('brings the cases with an equal fingerprint along, which it may not name itself', async () => {
    const alike = () => complaintOf({ complainant: { name: '王小明', idNumber: 'ID-7' } });
    const complaints = [alike(), alike()] as const;
    const key = randomUUID();
    const first = receiptOf(await submit(complaints[0]), 201);
    const second = receiptOf(await submit(complaints[1], { key }), 201);
    receiptOf(await submit(alike()), 201);
    const again = receiptOf(await submit(complaints[1], { key }), 200);
    expect(again).toEqual({ ...second, repeated: true });
    const shown = (await ask('GET', `/complaints/${second.case}`)).json<{
      state: { received: unknown; intake: unknown };
    }>();
    expect(shown.state.received).toMatchObject({ possibleDuplicates: [first.case] });
    expect(shown.state.intake).toMatchObject({ candidates: [first.case] });
    const { faults } = problemOf(
      await submit({ ...alike(), possibleDuplicates: [first.case] }),
      400,
    );
    expect(faults?.map(({ at }) => at)).toEqual(['body/possibleDuplicates']);
  });

  test('whose reference is known with other content is refused', async () => {
    const complaint = complaintOf();
    receiptOf(await submit(complaint), 201);
    const other = { ...complaint, narrative: '另一件事。' };
    const { code, because } = problemOf(await submit(other), 409);
    expect(code).toBe('complaint-already-received');
    expect(because?.en).toMatch(/reference/);
  });

  test('without a reference gets one from the house, and finds its case again by it', async () => {
    const { reference: _reference, ...complaint } = complaintOf();
    const key = randomUUID();
    const first = receiptOf(await submit(complaint, { key }), 201);
    expect(first.reference).toMatch(/^R-[0-9A-Z]{12}$/);
    const repeated = receiptOf(await submit(complaint, { key }), 200);
    expect(repeated).toEqual({ ...first, repeated: true });
    const named = receiptOf(await submit({ ...complaint, reference: first.reference }), 200);
    expect(named).toMatchObject({ case: first.case, outcome: 'accepted' });
    const another = receiptOf(await submit(complaint), 201);
    expect(another.case).not.toBe(first.case);
  });

  test('is one case of each institution that gets it', async () => {
    const complaint = complaintOf();
    const one = receiptOf(await submit(complaint), 201);
    const other = receiptOf(await submit(complaint, { as: { institution: 'otherbank' } }), 201);
    expect(other.case).not.toBe(one.case);
  });

  test('anonymously needs no name', async () => {
    await expect(received({ complainant: { anonymous: true } })).resolves.toMatch(/^\w{12}$/);
  });

  test('for an institution that the house does not have is refused, and says so', async () => {
    const { code } = problemOf(await submit(complaintOf(), { as: { institution: 'nobank' } }), 403);
    expect(code).toBe('institution-unknown');
  });
});
