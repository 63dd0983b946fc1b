import type { z } from 'zod';
import type { peopleCommands } from '../workflows/complaint/commands.ts';
import { clockTimelines } from './clock-shapes.ts';
import type { ClockTimelines } from './clock-shapes.ts';
import { casePage, countedReport, deadlinePage, signOffPage } from './overview-shapes.ts';
import type { CasePage, CountedReport, DeadlinePage, SignOffPage } from './overview-shapes.ts';
import { modelList, rebuildRequested } from './read-models.ts';
import type { ModelList, RebuildRequested } from './read-models.ts';
import { problem } from './problems.ts';
import type { Problem } from './problems.ts';
import type { submission } from './requests.ts';
import { caseView, history, receipt } from './responses.ts';
import type { CaseView, History, Receipt } from './responses.ts';

/** A command as a caller writes it, in clear. */
export type ClearCommand = {
  [Type in Exclude<keyof typeof peopleCommands, 'ReceiveComplaint'>]: {
    readonly type: Type;
    readonly data: z.input<(typeof peopleCommands)[Type]>;
  };
}[Exclude<keyof typeof peopleCommands, 'ReceiveComplaint'>];

export type ClearComplaint = z.input<typeof submission>;

/** A request that was answered with a problem. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly problem: Problem;
  constructor(refused: Problem) {
    super(refused.detail);
    this.problem = refused;
  }
}

/** Which part of a list. */
export type Page = { readonly after?: string; readonly limit?: number; readonly atLeast?: string };

export type Client = ReturnType<typeof apiClient>;

/** How often a request is repeated when its outcome is unknown, and the pauses between, in milliseconds. */
const ATTEMPTS = 6;
const PAUSE = 250;
/** How long an answer may take; longer than the API itself waits for the engine. In milliseconds. */
const PATIENCE = 30_000;

/**
 * The API in types. A request whose outcome is unknown – no answer, or 503 – is repeated with the same key, which
 * is safe; then `RequestRefused` is thrown, as for every other problem.
 */
export function apiClient(address: string, token: string, attempts = ATTEMPTS) {
  const once = async <Output>(
    schema: z.ZodType<Output>,
    path: string,
    request: RequestInit,
  ): Promise<Output> => {
    const response = await fetch(new URL(path, address), {
      ...request,
      signal: AbortSignal.timeout(PATIENCE),
      headers: { authorization: `Bearer ${token}`, ...request.headers },
    });
    const body: unknown = await response.json();
    if (response.ok) return schema.parse(body);
    throw new RequestRefused(problem.parse(body));
  };

  const patiently = async <Output>(
    schema: z.ZodType<Output>,
    path: string,
    request: RequestInit = {},
  ): Promise<Output> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(schema, path, request);
      } catch (error) {
        const passing = !(error instanceof RequestRefused) || error.problem.status === 503;
        if (!passing || attempt >= attempts) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE * attempt));
      }
    }
  };

  return {
    submit: (complaint: ClearComplaint, key: string): Promise<Receipt> =>
      patiently(receipt, '/complaints', post(key, complaint)),
    command: (
      number: string,
      commands: readonly ClearCommand[],
      key: string,
      ifMatch?: number,
    ): Promise<Receipt> =>
      patiently(
        receipt,
        `${pathOf(number)}/commands`,
        post(key, { commands }, ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
      ),
    show: (number: string, purpose?: string): Promise<CaseView> =>
      patiently(caseView, `${pathOf(number)}${query({ purpose })}`),
    clocks: (number: string): Promise<ClockTimelines> =>
      patiently(clockTimelines, `${pathOf(number)}/clocks`),
    history: (
      number: string,
      range: { from?: number; limit?: number; purpose?: string } = {},
    ): Promise<History> => patiently(history, `${pathOf(number)}/history${query(range)}`),
    cases: (wish: Page & { readonly filter?: string } = {}): Promise<CasePage> =>
      patiently(casePage, `/cases${query(wish)}`),
    deadlines: (wish: Page & { readonly state?: string } = {}): Promise<DeadlinePage> =>
      patiently(deadlinePage, `/deadlines${query(wish)}`),
    signOffs: (wish: Page = {}): Promise<SignOffPage> =>
      patiently(signOffPage, `/sign-offs${query(wish)}`),
    report: (name: string): Promise<CountedReport> =>
      patiently(countedReport, `/reports/${encodeURIComponent(name)}`),
    readModels: (): Promise<ModelList> => patiently(modelList, '/read-models'),
    rebuild: (name: string): Promise<RebuildRequested> =>
      patiently(rebuildRequested, `/read-models/${encodeURIComponent(name)}/rebuild`, {
        method: 'POST',
      }),
  };
}

const post = (key: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
  body: JSON.stringify(body),
});

const pathOf = (number: string): string => `/complaints/${encodeURIComponent(number)}`;

const query = (parameters: { readonly [name: string]: string | number | undefined }): string => {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) given.set(name, String(value));
  return given.size === 0 ? '' : `?${given.toString()}`;
};
