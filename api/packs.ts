import { open } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { NothingToProve } from '../projections/ledger/prove.ts';
import type { WrittenPack } from '../projections/packs/written-pack.ts';
import { given } from './given.ts';
import { handOutCase, handOutPeriod, handOutReturn } from './hand-out-packs.ts';
import type { House } from './house.ts';
import { onlyFor } from './only-roles.ts';
import * as shapes from './pack-shapes.ts';
import { sendProblem } from './problems.ts';
import { caseParameter } from './requests.ts';
import { figureMissing } from './responses.ts';
import { sendReturnRefused } from './send-return-refused.ts';
import { streamFor } from './submit.ts';

const described = { tags: ['packs'], security: [{ token: [] }] };

/** Evidence for somebody who has no access to us, as a ZIP; it stands on record before its first byte leaves. */
export function packRoutes(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.addHook('preHandler', onlyFor('packs'));
    app.setErrorHandler(sendNothingToProve);
    await app.register(caseRoute(house));
    await app.register(periodRoute(house));
    await app.register(returnRoute(house));
  };
}

function caseRoute(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/complaints/:case/packs',
      {
        schema: {
          summary: 'A case as evidence that proves itself · 案件证据包',
          ...described,
          params: caseParameter,
          body: shapes.casePack,
          response: { 200: shapes.packed, ...shapes.problems },
        },
      },
      async ({ caller, params, body }, reply) => {
        const { report, ...wish } = body;
        const stream = streamFor(caller, params.case);
        const order = { actor: caller.actor, stream, withoutReport: !report, ...given(wish) };
        return sendWritten(reply, `case-${params.case}`, (file) => handOutCase(house, order, file));
      },
    );
  };
}

function periodRoute(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/packs/periods',
      {
        schema: {
          summary: 'All cases received in a period, as evidence · 期间证据包',
          ...described,
          body: shapes.periodPack,
          response: { 200: shapes.packed, ...shapes.problems },
        },
      },
      async ({ caller: { actor, institution }, body }, reply) => {
        const { from, to, ...wish } = body;
        const period = { name: `${from}..${to}`, kind: 'days', from, to } as const;
        const order = { actor, institution, period, ...given(wish) };
        return sendWritten(reply, `period-${from}-${to}`, (file) =>
          handOutPeriod(house, order, file),
        );
      },
    );
  };
}

function returnRoute(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/packs/returns',
      {
        schema: {
          summary: 'A return with the cases and events behind each cell · 报表证据包',
          ...described,
          body: shapes.returnPack,
          response: { 200: shapes.packed, 409: figureMissing, ...shapes.problems },
        },
      },
      async ({ caller: { actor, institution }, body }, reply) =>
        sendWritten(reply, `return-${body.name}`, (file) =>
          handOutReturn(house, { actor, institution, ...given(body) }, file),
        ),
    );
  };
}

/** A pack written into a file that is gone as soon as it is open: it leaves nothing, whatever the caller does. */
async function sendWritten(
  reply: FastifyReply,
  name: string,
  write: (file: string) => Promise<WrittenPack>,
): Promise<FastifyReply> {
  const folder = mkdtempSync(join(tmpdir(), 'redress-pack-'));
  try {
    const file = join(folder, 'pack.zip');
    const pack = await write(file);
    const written = await open(file);
    const { size } = await written.stat();
    void reply.header('content-length', size);
    return sendPack(reply, name, pack, written.createReadStream());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sendPack(
  reply: FastifyReply,
  name: string,
  { sha256, later }: Pick<WrittenPack, 'sha256' | 'later'>,
  zip: Readable,
): FastifyReply {
  return reply
    .status(200)
    .type('application/zip')
    .header('content-disposition', `attachment; filename="${name}.zip"`)
    .header('repr-digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`)
    .header('pack-later-events', String(later))
    .send(zip);
}

/** Everything else is told as of a return, and as everywhere. */
function sendNothingToProve(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return error instanceof NothingToProve
    ? sendProblem(reply, statusOf(error), error.code, error.because)
    : sendReturnRefused(error, request, reply);
}

/** A key that is away is ours to mend, and the request may be repeated then. */
function statusOf({ code }: NothingToProve): number {
  return code === 'no-signing-key' ? 503 : 404;
}
