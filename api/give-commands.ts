import type { Routes } from './complaints.ts';
import type { House } from './house.ts';
import * as requests from './requests.ts';
import { problems, receipt } from './responses.ts';
import { assertReadable, sendAnswer, submit } from './submit.ts';

/** `POST /complaints/{case}/commands`. */
export function giveCommands(app: Routes, house: House): void {
  app.post(
    '/complaints/:case/commands',
    {
      schema: {
        summary: 'Give commands to a case · 对案件下达指令',
        tags: ['complaints'],
        security: [{ token: [] }],
        params: requests.caseParameter,
        headers: requests.commandHeaders,
        body: requests.commands,
        response: { 200: receipt, ...problems },
      },
    },
    async (request, reply) => {
      const number = request.params.case;
      const ifMatch = request.headers['if-match'];
      const answer = await submit(house, request, {
        number,
        key: request.headers['idempotency-key'],
        commands: request.body.commands,
        isNew: false,
        ...(ifMatch === undefined ? {} : { ifMatch: requests.revisionOf(ifMatch) }),
      });
      if (answer.status === 'unknown') await assertReadable(house, request.caller, number);
      return sendAnswer(reply, number, answer, { status: 200 });
    },
  );
}
