import type { z } from 'zod';
import type { peopleCommands } from '../workflows/complaint/commands.ts';
import { caseAsOf } from './as-of-shapes.ts';
import type { CaseAsOf } from './as-of-shapes.ts';
import { clockTimelines } from './clock-shapes.ts';
import type { ClockTimelines } from './clock-shapes.ts';
import { casePage, countedReport, deadlinePage, signOffPage } from './overview-shapes.ts';
import type { CasePage, CountedReport, DeadlinePage, SignOffPage } from './overview-shapes.ts';
import { figureList, figureReceipt } from './figures.ts';
import type { FigureList, FigureReceipt, FigureWish } from './figures.ts';
import { modelList, rebuildRequested } from './read-models.ts';
import type { ModelList, RebuildRequested } from './read-models.ts';
import { amendedReturn, cellPage, madeReturn, returnList } from './return-shapes.ts';
import type { AmendedReturn, CellPage, MadeReturn, ReturnList } from './return-shapes.ts';
import { accesses } from './read-accesses.ts';
import type { Accesses } from './read-accesses.ts';
import { entryPage } from './register-shapes.ts';
import type { EntryPage } from './register-shapes.ts';
import { replayedCase } from './replay-shapes.ts';
import type { ReplayedCase } from './replay-shapes.ts';
import { requester } from './requester.ts';
import type { Requester } from './requester.ts';
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

/** A document as it is filed; its kind is one of `DOCUMENT_KINDS`. */
export type ClearDocument = {
  readonly kind: string;
  readonly name: string;
  readonly mediaType: string;
  readonly content: Uint8Array<ArrayBuffer>;
};

/** Which part of a list. */
export type Page = { readonly after?: string; readonly limit?: number; readonly atLeast?: string };

/** Which cases of the board are wanted. */
export type CaseWish = Page & {
  readonly [Name in 'filter' | 'product' | 'unit' | 'handler']?: string;
};

/** The same, narrowed to cases in which a text was said. */
export type CaseSearch = Omit<CaseWish, 'atLeast'> & {
  readonly text: string;
  /** Why personal data is searched, for the record. */
  readonly purpose: string;
};

/** What of a register is wanted, as `GET /registers/{name}` has it. */
export type EntryWish = Page & {
  readonly [Name in 'state' | 'product' | 'unit' | 'from' | 'to']?: string;
};

/** Which steps of a case are wanted. */
export type ReplayWish = {
  readonly from?: number;
  readonly limit?: number;
  readonly whole?: boolean;
  readonly purpose?: string;
};

/** As of when a case is wanted, by which time, and what it is compared with. */
export type AsOfWish = { readonly at: string } & {
  readonly [Name in 'by' | 'against' | 'purpose']?: string;
};

/** Of which days a report is wanted, and by which period. */
export type ReportWish = { readonly [Name in 'period' | 'from' | 'to' | 'atLeast']?: string };

/** Which return is wanted, as of what. */
export type ReturnWish = {
  readonly period: string;
  readonly at?: string;
  readonly atLeast?: string;
};

export type Client = ReturnType<typeof apiClient>;

/**
 * The API in types. A request whose outcome is unknown – no answer, or 503 – is repeated with the same key, which
 * is safe; then `RequestRefused` is thrown, as for every other problem.
 */
export function apiClient(address: string, token: string, attempts?: number) {
  const ask = requester(address, token, attempts);
  return { ...complaintCalls(ask), ...overviewCalls(ask), ...returnCalls(ask) };
}

function complaintCalls({ answered, patiently }: Requester) {
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
    accesses: (number: string): Promise<Accesses> =>
      patiently(accesses, `${pathOf(number)}/accesses`),
    /** Its events one after the other, with the state before and after each. */
    replay: (number: string, wish: ReplayWish = {}): Promise<ReplayedCase> =>
      patiently(replayedCase, `${pathOf(number)}/replay${query(wish)}`),
    asOf: (number: string, wish: AsOfWish): Promise<CaseAsOf> =>
      patiently(caseAsOf, `${pathOf(number)}/as-of${query(wish)}`),
    fileDocument: (
      number: string,
      { kind, name, mediaType, content }: ClearDocument,
      key: string,
    ): Promise<Receipt> =>
      patiently(receipt, `${pathOf(number)}/documents${query({ kind })}`, {
        method: 'PUT',
        headers: {
          'content-type': mediaType,
          'idempotency-key': key,
          'document-name': encodeURIComponent(name),
        },
        body: content,
      }),
    /** A document by its commitment, as it was filed. */
    openDocument: (number: string, document: string, purpose: string): Promise<Uint8Array> =>
      answered(
        async (response) => new Uint8Array(await response.arrayBuffer()),
        `${pathOf(number)}/documents/${encodeURIComponent(document)}${query({ purpose })}`,
      ),
  };
}

function overviewCalls({ patiently }: Requester) {
  return {
    cases: (wish: CaseWish = {}): Promise<CasePage> => patiently(casePage, `/cases${query(wish)}`),
    /** The same of cases in which something was said; `purpose` is recorded. */
    searchCases: (wish: CaseSearch): Promise<CasePage> =>
      patiently(casePage, '/cases/search', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(wish),
      }),
    deadlines: (wish: Page & { readonly state?: string } = {}): Promise<DeadlinePage> =>
      patiently(deadlinePage, `/deadlines${query(wish)}`),
    signOffs: (wish: Page = {}): Promise<SignOffPage> =>
      patiently(signOffPage, `/sign-offs${query(wish)}`),
    register: (name: string, wish: EntryWish = {}): Promise<EntryPage> =>
      patiently(entryPage, `/registers/${encodeURIComponent(name)}${query(wish)}`),
    report: (name: string, wish: ReportWish = {}): Promise<CountedReport> =>
      patiently(countedReport, `/reports/${encodeURIComponent(name)}${query(wish)}`),
    readModels: (): Promise<ModelList> => patiently(modelList, '/read-models'),
    rebuild: (name: string): Promise<RebuildRequested> =>
      patiently(rebuildRequested, `/read-models/${encodeURIComponent(name)}/rebuild`, {
        method: 'POST',
      }),
  };
}

function returnCalls({ answered, patiently }: Requester) {
  const pathOfReturn = (name: string): string => `/returns/${encodeURIComponent(name)}`;
  return {
    returns: (): Promise<ReturnList> => patiently(returnList, '/returns'),
    stateFigure: (said: FigureWish, key: string): Promise<FigureReceipt> =>
      patiently(figureReceipt, '/figures', post(key, said)),
    figures: (): Promise<FigureList> => patiently(figureList, '/figures'),
    makeReturn: (name: string, wish: ReturnWish): Promise<MadeReturn> =>
      patiently(madeReturn, `${pathOfReturn(name)}${query(wish)}`),
    /** The same as CSV. */
    makeCsv: (name: string, wish: ReturnWish): Promise<string> =>
      answered(
        (response) => response.text(),
        `${pathOfReturn(name)}${query({ ...wish, format: 'csv' })}`,
      ),
    cellCases: (
      name: string,
      wish: ReturnWish & Page & { readonly cell: string },
    ): Promise<CellPage> => patiently(cellPage, `${pathOfReturn(name)}/cases${query(wish)}`),
    amendedReturn: (
      name: string,
      wish: Page & { readonly period: string; readonly from: string; readonly to?: string },
    ): Promise<AmendedReturn> =>
      patiently(amendedReturn, `${pathOfReturn(name)}/amended${query(wish)}`),
  };
}

const post = (key: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
  body: JSON.stringify(body),
});

const pathOf = (number: string): string => `/complaints/${encodeURIComponent(number)}`;

const query = (parameters: {
  readonly [name: string]: string | number | boolean | undefined;
}): string => {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) given.set(name, String(value));
  return given.size === 0 ? '' : `?${given.toString()}`;
};
