import type { z } from 'zod';
import { Clear } from '../events/personal.ts';
import { caseNumber } from '../keys/case-number.ts';
import type { Answer } from '../workflows/process.ts';
import type { Routes } from './complaints.ts';
import type { House } from './house.ts';
import { checkProducts } from './check-products.ts';
import { findDuplicates } from './find-duplicates.ts';
import * as requests from './requests.ts';
import { problems, receipt } from './responses.ts';
import { assertReadable, sendAnswer, streamFor, submissionId, submit } from './submit.ts';
import type { Asker } from './submit.ts';

/** `POST /complaints`: a new case, or the one that the same complaint has already. */
export function submitComplaint(app: Routes, house: House): void {
  app.post(
    '/complaints',
    {
      schema: {
        summary: 'Submit a complaint · 提交投诉',
        tags: ['complaints'],
        security: [{ token: [] }],
        headers: requests.submitHeaders,
        body: requests.submission,
        response: { 200: receipt, 201: receipt, ...problems },
      },
    },
    async (request, reply) => {
      const key = request.headers['idempotency-key'];
      const { number, answer, reference } = await receive(house, request, key, request.body);
      if (answer.status === 'unknown') await assertReadable(house, request.caller, number);
      const isMade = answer.status === 'recorded' && !answer.repeated;
      return sendAnswer(reply, number, answer, {
        status: isMade ? 201 : 200,
        ...(reference === undefined ? {} : { reference }),
      });
    },
  );
}

/** Takes a complaint, whichever way it came; answers its case, and its reference where the house drew one. */
export async function receive(
  house: House,
  asker: Asker,
  key: string,
  complaint: z.output<typeof requests.submission>,
): Promise<{ readonly number: string; readonly answer: Answer; readonly reference?: string }> {
  const { institution, client } = asker.caller;
  const { identity } = house.keysOf(institution);
  // A drawn reference follows from the key, so that a repeated request finds the case it made.
  const drawn = `R-${caseNumber(identity, `drawn:${client}`, key)}`;
  const { reference = new Clear(drawn), ...body } = complaint;
  const number = caseNumber(identity, body.source, reference.value);
  const stream = streamFor(asker.caller, number);
  const id = submissionId(asker.caller, key);
  const asked = [{ type: 'ReceiveComplaint', data: body }];
  await checkProducts(house, asker.caller, { stream, id, commands: asked, isNew: true });
  const { isNew, numbers } = await findDuplicates(house.fingerprints, identity, stream, body);
  const found = numbers.length === 0 ? {} : { possibleDuplicates: numbers };
  const command = { type: 'ReceiveComplaint', data: { ...body, ...found, reference } };
  const answer = await submit(house, asker, { number, key, commands: [command], isNew: true });
  if (isNew && answer.status === 'refused') await house.fingerprints.forget(stream);
  return { number, answer, ...(complaint.reference === undefined ? { reference: drawn } : {}) };
}
