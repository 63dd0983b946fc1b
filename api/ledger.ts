import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { headsBefore } from '../projections/ledger/head-rows.ts';
import { followKeys } from '../projections/ledger/key-announcements.ts';
import { ledgerIn } from '../projections/ledger/ledger-tables.ts';
import { NothingToProve, proveConsistency, proveInclusion } from '../projections/ledger/prove.ts';
import { announcements } from '../projections/ledger/signing-keys.ts';
import { given } from './given.ts';
import type { House } from './house.ts';
import * as shapes from './ledger-shapes.ts';
import { onlyFor } from './only-roles.ts';
import { sendProblem } from './problems.ts';

/** What the ledger of the caller's institution states and can prove; for auditors and those who run the house. */
export function ledgerRoutes(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.addHook('preHandler', onlyFor('ledger'));
    await app.register(statements(house));
    await app.register(proofs(house));
  };
}

function statements({ log, database }: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/ledger/heads',
      {
        schema: {
          summary: 'Signed heads, the largest tree first · 已签名的树头',
          ...shapes.described,
          querystring: shapes.headsQuery,
          response: { 200: shapes.heads, ...shapes.problems },
        },
      },
      async ({ caller, query }, reply) =>
        reply.status(200).send({
          heads: [...(await headsBefore(ledgerIn(database), caller.institution, given(query)))],
        }),
    );

    app.get(
      '/ledger/keys',
      {
        schema: {
          summary: 'The public keys that sign heads, oldest first · 签名公钥',
          ...shapes.described,
          response: { 200: shapes.keys, ...shapes.problems },
        },
      },
      async ({ caller: { institution } }, reply) => {
        const { keys, faults } = followKeys(institution, await announcements(log, institution));
        return reply.status(200).send({ keys: [...keys], faults: [...faults] });
      },
    );
  };
}

function proofs({ database }: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/ledger/inclusion',
      {
        schema: {
          summary: 'Proof that an event stands in the ledger · 事件在账本中的证明',
          ...shapes.described,
          querystring: shapes.inclusionQuery,
          response: { 200: shapes.inclusion, ...shapes.problems, 404: shapes.nothingToProve },
        },
      },
      async ({ caller, query: { stream, revision, size } }, reply) => {
        const wanted = { stream, revision, ...given({ size }) };
        const proof = await orNothing(
          proveInclusion(ledgerIn(database), caller.institution, wanted),
        );
        if (proof instanceof NothingToProve)
          return sendProblem(reply, 404, proof.code, proof.because);
        return reply.status(200).send({ ...proof, path: [...proof.path] });
      },
    );

    app.get(
      '/ledger/consistency',
      {
        schema: {
          summary: 'Proof that the ledger has only grown · 账本只增不改的证明',
          ...shapes.described,
          querystring: shapes.consistencyQuery,
          response: { 200: shapes.consistency, ...shapes.problems, 404: shapes.nothingToProve },
        },
      },
      async ({ caller, query }, reply) => {
        const proof = await orNothing(
          proveConsistency(ledgerIn(database), caller.institution, query),
        );
        if (proof instanceof NothingToProve)
          return sendProblem(reply, 404, proof.code, proof.because);
        return reply.status(200).send({ ...proof, path: [...proof.path] });
      },
    );
  };
}

async function orNothing<Proof>(proving: Promise<Proof>): Promise<Proof | NothingToProve> {
  try {
    return await proving;
  } catch (error) {
    if (error instanceof NothingToProve) return error;
    throw error;
  }
}
