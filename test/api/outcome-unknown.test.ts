import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { ClearCommand } from '../../api/client.ts';
import { withHouse } from '../with-house.ts';
import { askingOf, complaintOf, problemOf, receiptOf } from './ask.ts';

/** The log is away for real: the wire between the house and its database is cut, or swallows the answers. */
const house = withHouse();
const { ask, command, received, submit } = askingOf(house);

const MINUTE = 60_000;
const acknowledge: ClearCommand = { type: 'AcknowledgeComplaint', data: {} };
const escalate: ClearCommand = {
  type: 'EscalateCase',
  data: { to: 'head', reasons: '金额较大。' },
};

afterEach(() => house.wire().mend());

const unknown = (response: Awaited<ReturnType<typeof ask>>) => {
  expect(problemOf(response, 503).code).toBe('outcome-unknown');
  expect(response.headers['retry-after']).toBe('1');
};

describe('while the log is away', () => {
  test(
    'readers and writers are told so, and a repeat finds the case as it was',
    async () => {
      const number = await received();
      const key = randomUUID();
      const before = await house.recorded();
      house.wire().cut();
      unknown(await ask('GET', `/complaints/${number}`));
      unknown(await ask('GET', `/complaints/${number}/history`));
      const health = await house.app().inject('/health/ready');
      expect(health.statusCode).toBe(503);
      expect(health.json()).toEqual({
        status: 'not-ready',
        needs: { log: 'not-ready', database: 'not-ready', temporal: 'ready' },
      });
      // The first is sealed by the API, which needs the key; the second is decided by the worker, which needs the log.
      unknown(await command(number, [escalate], { key }));
      unknown(await command(number, [acknowledge]));
      expect((await house.app().inject('/health/live')).statusCode).toBe(200);
      expect(await house.recorded()).toBe(before);

      house.wire().mend();
      const receipt = receiptOf(await command(number, [escalate], { key }), 200);
      expect(receipt).toMatchObject({ outcome: 'recorded', repeated: false });
    },
    MINUTE,
  );

  test(
    'a complaint is taken in by the client that repeats it',
    async () => {
      const client = await house.client({}, 20);
      house.wire().cut();
      const submitting = client.submit(complaintOf(), randomUUID());
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      house.wire().mend();
      expect(await submitting).toMatchObject({ outcome: 'recorded' });
    },
    MINUTE,
  );
});

describe('when the log has recorded and its answer is lost', () => {
  test(
    'the outcome is unknown, and a repeat with the same key finds it, recorded once',
    async () => {
      const number = await received();
      const key = randomUUID();
      const before = await house.recorded(number);
      // The key stands in what is recorded, and in no question before that.
      house.wire().swallowAnswersTo(key);
      unknown(await command(number, [escalate], { key }));
      expect(await house.recorded(number)).toBe(before + 1);

      house.wire().mend();
      const receipt = receiptOf(await command(number, [escalate], { key }), 200);
      expect(receipt).toMatchObject({ outcome: 'recorded', repeated: true });
      expect(receipt.events.map(({ type }) => type)).toEqual(['CaseEscalated']);
      expect(await house.recorded(number)).toBe(before + 1);
    },
    MINUTE,
  );

  test(
    'a complaint whose receipt was lost has one case',
    async () => {
      const complaint = complaintOf();
      const key = randomUUID();
      const before = await house.recorded();
      house.wire().swallowAnswersTo(key);
      unknown(await submit(complaint, { key }));
      const recorded = await house.recorded();
      expect(recorded).toBeGreaterThan(before);

      house.wire().mend();
      expect(receiptOf(await submit(complaint, { key }), 200)).toMatchObject({ repeated: true });
      expect(await house.recorded()).toBe(recorded);
    },
    MINUTE,
  );
});
