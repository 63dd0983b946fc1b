import type { Actor } from '../../../events/envelope.ts';
import { partsOf } from '../../../keys/case-number.ts';
import type { RuleBook } from '../../../regimes/rule-book.ts';
import { caseRegimes } from '../../../workflows/complaint/case-regime.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import type { ClockTimeline } from '../../../workflows/complaint/timeline.ts';
import type { SignedHead } from '../../ledger/tree-head.ts';
import type { ShownDocument } from '../case-documents.ts';
import type { ShownLetter } from '../case-letters.ts';
import type { ShownSignOff } from '../case-sign-offs.ts';
import { clockTitle } from '../clock-explanations.ts';
import { languageOf } from '../languages.ts';
import type { PackLanguage } from '../languages.ts';
import type { OpenedCase } from '../opened-case.ts';
import type { PackParts } from '../pack-parts.ts';
import type { Profile } from '../profile.ts';
import type { ToldCase } from '../told-case.ts';
import { accessSection } from './access-section.ts';
import type { OtherEvent } from './access-section.ts';
import { clocksSection } from './clocks-section.ts';
import { courseSection } from './course-section.ts';
import type { Saying } from './event-details.ts';
import { documentsSection, lettersSection } from './papers-sections.ts';
import type { Fact, Report, Section } from './report.ts';
import { REPORT_WORDS, roleWords } from './report-words.ts';
import { rulesSection } from './rules-section.ts';
import { signOffsSection } from './sign-offs-section.ts';
import { verifySection } from './verify-section.ts';

/** What a report of a case is told from. */
export type Reported = {
  readonly told: ToldCase;
  readonly opened: OpenedCase;
  readonly timelines: readonly ClockTimeline[];
  readonly signOffs: readonly ShownSignOff[];
  readonly letters: readonly ShownLetter[];
  readonly documents: readonly ShownDocument[];
  /** Events of the streams beside the case: who looked at it, what was mended. */
  readonly beside: readonly OtherEvent[];
  readonly rules: RuleBook;
  readonly shelf: PackParts['shelf'];
  readonly head: SignedHead;
  readonly made: {
    readonly by: Actor;
    readonly purpose: string;
    readonly profile: Profile;
  };
};

/** A case as its reader wants it told: what happened and why, by when, who decided, and how to check all of it. */
export function caseReport(reported: Reported, language: PackLanguage): Report {
  const { told, opened, rules, head } = reported;
  const clocks = new Map(
    reported.timelines.map((one) => [one.clock, clockTitle(one, rules)[languageOf(language)]]),
  );
  const { read, isErased } = opened;
  const saying = { read, isErased, language, zone: zoneOf(reported), clocks };
  const words = REPORT_WORDS[languageOf(language)];
  const number = partsOf(told.stream)?.caseNumber ?? told.stream;
  const sections: readonly Section[] = [
    courseSection(told, saying),
    clocksSection(reported.timelines, rules, saying),
    signOffsSection(reported.signOffs, saying),
    lettersSection(reported.letters, opened, saying),
    documentsSection(reported.documents, saying),
    rulesSection(told, reported.shelf, language),
    accessSection(reported.beside, saying),
    verifySection(head, language),
  ];
  return {
    ...{ language, title: `${words.title} ${number}`, facts: headFacts(reported, number, saying) },
    sections: sections.filter(({ blocks }) => blocks.length > 0),
    foot: `${head.institution} · ${number} · ${words.tree} ${head.treeSize}, ${head.rootHash.slice(0, 16)}…`,
    at: head.timestamp,
  };
}

function headFacts(
  { told, head, made }: Reported,
  number: string,
  { language, zone }: Saying,
): readonly Fact[] {
  const words = REPORT_WORDS[languageOf(language)];
  const last = told.events.at(-1)?.recorded;
  const { id, role, unit } = made.by;
  return [
    [words.case, number],
    [words.institution, head.institution],
    [words.purpose, made.purpose],
    [words.profile, words.profiles[made.profile]],
    [words.madeBy, `${id} (${roleWords(role, language)}, ${unit})`],
    [words.position, words.asOf(told.events.length, last?.recordedAt ?? '')],
    [words.head, words.headWords(head)],
    [words.times, words.timesIn(zone)],
    [words.sealed, words.sealedWords],
  ];
}

/** The clock on the wall that the case is counted by: that of its leading regime. */
function zoneOf({ told, rules, timelines }: Reported): string {
  const state = told.events.reduce(
    (before, { said }, revision) => complaint.evolve(before, said, revision),
    complaint.initial,
  );
  return caseRegimes(state, rules)[0]?.zone ?? timelines[0]?.zone ?? 'UTC';
}
