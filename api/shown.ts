import type { FastifyReply } from 'fastify';
import { reached } from '../projections/checkpoint.ts';
import { UnknownCursor } from '../projections/cursor.ts';
import type { House } from './house.ts';
import { sendProblem } from './problems.ts';
import { problemOf, problems as answered } from './responses.ts';
import { notModified } from './unchanged.ts';

/** What every list and report has in common: how it waits to be up to date, and how it says no. */

const BEHIND = {
  en: 'What was recorded is not shown yet: the projector is behind, or does not run. Ask again.',
  zh: '已记录的内容尚未更新到视图：投影进程滞后或未运行，请稍后重试。',
};

/** What can be answered instead of a page. */
export const otherwise = {
  304: notModified,
  400: answered[400],
  401: answered[401],
  403: answered[403],
  500: answered[500],
  503: problemOf(503, 'read-model-behind', BEHIND),
};

/** How long a list waits for a receipt's event to be shown, in milliseconds. */
const PATIENCE = 5_000;

/** Whether what a receipt's position names is shown by these models. */
export async function isShown(
  house: Pick<House, 'log' | 'database'>,
  models: readonly string[],
  atLeast: string | undefined,
): Promise<boolean> {
  return atLeast === undefined || reached(house, models, atLeast, PATIENCE);
}

export function textOf(instant: Date | null): string | null {
  return instant === null ? null : instant.toISOString();
}

export async function orUnknownCursor<Page>(page: Promise<Page>): Promise<Page | undefined> {
  try {
    return await page;
  } catch (error) {
    if (error instanceof UnknownCursor) return undefined;
    throw error;
  }
}

export function sendUnknownCursor(reply: FastifyReply): FastifyReply {
  // A page that there is not has no name either.
  void reply.removeHeader('etag');
  return sendProblem(reply, 400, 'unknown-cursor', {
    en: new UnknownCursor().message,
    zh: '该游标不属于本列表，请从头开始查询。',
  });
}

/** Old counts are not passed off as new ones. */
export function sendBehind(reply: FastifyReply): FastifyReply {
  void reply.header('retry-after', '5');
  return sendProblem(reply, 503, 'read-model-behind', BEHIND);
}
