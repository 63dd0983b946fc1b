import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Message } from '../events/envelope.ts';
import { caseNumber, streamOf } from '../keys/case-number.ts';
import { openPersonal } from '../keys/open-personal.ts';
import { hasClear, sealPersonal } from '../keys/seal-personal.ts';
import { complaintKind } from '../workflows/complaint/complaint.ts';
import type { Answer, Submission } from '../workflows/process.ts';
import { Clear } from '../events/personal.ts';
import type { Caller } from './actor.ts';
import { foldCase } from './fold-case.ts';
import type { House } from './house.ts';
import { problem, sendRefusal } from './problems.ts';
import * as requests from './requests.ts';
import { caseView, history, receipt } from './responses.ts';

const CATEGORY = 'complaint';
const problems = {
  400: problem,
  401: problem,
  404: problem,
  409: problem,
  412: problem,
  413: problem,
  422: problem,
  500: problem,
  503: problem,
};

/** Outside words become commands here: sealed, named by their sender, and submitted. No rule lives here. */
export function complaints(house: House): FastifyPluginAsyncZod {
  return async (app) => {
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
        const { institution, client } = request.caller;
        const key = request.headers['idempotency-key'];
        const { identity } = house.keysOf(institution);
        // A drawn reference follows from the key, so that a repeated request finds the case it made.
        const drawn = `R-${caseNumber(identity, `drawn:${client}`, key)}`;
        const { reference = new Clear(drawn), ...body } = request.body;
        const number = caseNumber(identity, body.source, reference.value);
        const command = { type: 'ReceiveComplaint', data: { ...body, reference } };
        const answer = await submit(house, request, {
          number,
          key,
          commands: [command],
          isNew: true,
        });
        const reply201 = answer.status === 'recorded' && !answer.repeated;
        return sendAnswer(reply, number, answer, {
          status: reply201 ? 201 : 200,
          ...(request.body.reference === undefined ? { reference: drawn } : {}),
        });
      },
    );

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
          ...(ifMatch === undefined ? {} : { ifMatch: Number(ifMatch.slice(1, -1)) }),
        });
        return sendAnswer(reply, number, answer, { status: 200 });
      },
    );

    app.get(
      '/complaints/:case',
      {
        schema: {
          summary: 'A case as it stands · 案件现状',
          tags: ['complaints'],
          security: [{ token: [] }],
          params: requests.caseParameter,
          querystring: requests.caseQuery,
          response: { 200: caseView, ...problems },
        },
      },
      async (request, reply) => {
        const number = request.params.case;
        const stream = streamOf(CATEGORY, request.caller.institution, number);
        const { state, revision } = await foldCase(house.log, complaintKind, stream);
        if (revision < 0) return sendNotFound(reply);
        const { process } = complaintKind;
        const opened = await openFor(house, request.caller, request.query.purpose, state);
        return reply
          .header('etag', `"${revision}"`)
          .status(200)
          .send({
            case: number,
            revision,
            status: (state as { status: string }).status,
            closed: process.closed(state),
            state: opened as Record<string, unknown>,
            deadlines: process.deadlines(state).map(({ name, at }) => ({ name, at })),
            errands: process.errands(state).map(({ name, activity }) => ({ name, activity })),
          });
      },
    );

    app.get(
      '/complaints/:case/history',
      {
        schema: {
          summary: 'The history of a case · 案件历史',
          tags: ['complaints'],
          security: [{ token: [] }],
          params: requests.caseParameter,
          querystring: requests.historyQuery,
          response: { 200: history, ...problems },
        },
      },
      async (request, reply) => {
        const number = request.params.case;
        const { from, limit, purpose } = request.query;
        const stream = streamOf(CATEGORY, request.caller.institution, number);
        const page = await house.log.read(stream, { from, limit: limit + 1 });
        if (page.length === 0 && from === 0) return sendNotFound(reply);
        const events = page
          .slice(0, limit)
          .map(({ stream: _stream, position: _position, ...event }) => event);
        const opened = await openFor(house, request.caller, purpose, events);
        const next = page.length > limit ? from + limit : null;
        return reply
          .status(200)
          .send({ case: number, events: opened as typeof events as never, next });
      },
    );
  };
}

type Wanted = {
  readonly number: string;
  readonly key: string;
  readonly commands: readonly { readonly type: string; readonly data: object }[];
  readonly isNew: boolean;
  readonly ifMatch?: number;
};

/** Seals what is personal and submits. A key is made for a new case only, never for one that does not exist. */
async function submit(
  { log, ring, attendance }: House,
  { caller, headers }: FastifyRequest,
  { number, key, commands, isNew, ifMatch }: Wanted,
): Promise<Answer> {
  const stream = streamOf(CATEGORY, caller.institution, number);
  const mustSeal = hasClear(commands);
  if (mustSeal && !isNew && (await log.read(stream, { limit: 1 })).length === 0) return noSuchCase;
  const sealed = mustSeal ? sealPersonal(commands, await ring.caseKey(stream)) : commands;
  const trace = headers['traceparent'];
  const submission: Submission = {
    id: `person:${caller.client}:${key}`,
    actor: caller.actor,
    // Zod leaves optional fields as undefined; recorded JSON has none.
    commands: JSON.parse(JSON.stringify(sealed)) as Message[],
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(typeof trace === 'string' ? { trace } : {}),
  };
  return attendance.submit(stream, submission);
}

const noSuchCase: Answer = {
  status: 'refused',
  code: 'no-such-case',
  because: { en: 'No complaint was received here.', zh: '此处没有已受理的投诉。' },
};

function sendAnswer(
  reply: FastifyReply,
  number: string,
  answer: Answer,
  { status, reference }: { readonly status: number; readonly reference?: string },
): FastifyReply {
  if (answer.status !== 'recorded' && answer.status !== 'accepted')
    return sendRefusal(reply, answer);
  void reply.header('etag', `"${answer.revision}"`).header('location', `/complaints/${number}`);
  const recorded = answer.status === 'recorded';
  return reply.status(status).send({
    case: number,
    outcome: answer.status,
    repeated: recorded && answer.repeated,
    revision: answer.revision,
    ...(recorded ? { position: answer.position } : {}),
    events: recorded ? answer.events : [],
    ...(reference === undefined ? {} : { reference }),
  });
}

function sendNotFound(reply: FastifyReply): FastifyReply {
  return sendRefusal(reply, noSuchCase as Extract<Answer, { status: 'refused' }>);
}

async function openFor(
  { ring, recordAccess }: House,
  { actor }: Caller,
  purpose: string | undefined,
  value: unknown,
): Promise<unknown> {
  if (purpose === undefined) return value;
  return openPersonal(value, { ring, who: actor, why: purpose, record: recordAccess });
}
