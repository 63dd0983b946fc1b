import { ruleBook } from '../../regimes/rule-book.ts';
import { timelineOf } from '../../workflows/complaint/timeline.ts';
import { caseDocuments } from './case-documents.ts';
import type { DocumentsWish, ShownDocument } from './case-documents.ts';
import { caseLetters, letterFile } from './case-letters.ts';
import type { ShownLetter } from './case-letters.ts';
import { caseSignOffs } from './case-sign-offs.ts';
import type { ShownSignOff } from './case-sign-offs.ts';
import { explainClocks } from './clock-explanations.ts';
import { PACK_LANGUAGES } from './languages.ts';
import { openCase } from './opened-case.ts';
import type { ErasedField, OpenedField } from './opened-case.ts';
import type { PackParts } from './pack-parts.ts';
import { caseReport } from './report/case-report.ts';
import type { Reported } from './report/case-report.ts';
import { reportFiles } from './report/report-files.ts';
import type { ToldCase } from './told-case.ts';

export type CaseWish = DocumentsWish & {
  /** How the files of its report are called and what it knows beside the case; none where it is left out. */
  readonly report?: { readonly name: string } & Pick<Reported, 'head' | 'beside'>;
};

/** What a pack holds of one case beside its events: lists that it shares with other cases, and files of its own. */
export type CaseFiles = {
  readonly openings: readonly OpenedField[];
  readonly erasures: readonly ErasedField[];
  readonly signOffs: readonly ShownSignOff[];
  readonly letters: readonly ShownLetter[];
  readonly documents: readonly ShownDocument[];
  readonly files: ReadonlyMap<string, Buffer>;
};

export async function caseFiles(
  parts: PackParts,
  told: ToldCase,
  wish: CaseWish,
): Promise<CaseFiles> {
  const { stream, events } = told;
  const rules = ruleBook(parts.shelf);
  const opened = await openCase(told, wish.profile, parts.opening);
  const { documents, files } = await caseDocuments(told, wish, { ...opened, parts });
  const timelines = timelineOf(events, rules);
  const explanations = PACK_LANGUAGES.map((language): [string, Buffer] => [
    `explanations/${stream}/clocks.${language}.txt`,
    Buffer.from(explainClocks(timelines, rules, language)),
  ]);
  const words = [...opened.letters].map(([sent, text]): [string, Buffer] => [
    letterFile(stream, sent),
    Buffer.from(text),
  ]);
  const signOffs = caseSignOffs(told);
  const letters = caseLetters(told, rules, opened);
  const { who: by, why: purpose } = parts.opening;
  const known = {
    told,
    opened,
    timelines,
    signOffs,
    letters,
    documents,
    rules,
    shelf: parts.shelf,
  };
  const { profile, report } = wish;
  const reports =
    report === undefined
      ? []
      : await reportFiles(report.name, (language) =>
          caseReport({ ...known, ...report, made: { by, purpose, profile } }, language),
        );
  return {
    ...{ openings: opened.fields, erasures: opened.erased },
    ...{ signOffs, letters, documents },
    files: new Map([...explanations, ...words, ...files, ...reports]),
  };
}
