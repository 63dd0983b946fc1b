import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { readCaseAsOf } from './case-as-of.ts';
import { fileDocuments, openDocuments } from './case-documents.ts';
import { giveCommands } from './give-commands.ts';
import type { House } from './house.ts';
import { readAccesses } from './read-accesses.ts';
import { readCase, readHistory } from './read-case.ts';
import { readClocks } from './read-clocks.ts';
import { replayCase } from './replay-case.ts';
import { submitComplaint } from './submit-complaint.ts';

/** The routes of complaints. Outside words become commands here; no rule lives here. */
export function complaints(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    submitComplaint(app, house);
    giveCommands(app, house);
    readCase(app, house);
    readHistory(app, house);
    readClocks(app, house);
    readAccesses(app, house);
    replayCase(app, house);
    readCaseAsOf(app, house);
    openDocuments(app, house);
    // In a scope of its own, where a body need not be JSON.
    await app.register(async (scope: Routes) => fileDocuments(scope, house));
  };
}

export type Routes = Parameters<FastifyPluginAsyncZod>[0];
