import { z } from 'zod';
import { LETTERS } from '../../events/complaint/codes.ts';
import { LINK_KINDS } from '../../events/complaint/intake-codes.ts';
import type { Sealed } from '../../events/personal.ts';
import { codeAsRecorded, instant, revision } from '../../events/words.ts';
import { RANKS } from '../../regimes/regime.ts';
import { documentCommands, taskDeadlineCommands } from './handling-commands.ts';
import { importCommands } from './import-commands.ts';
import { mergeCommands, newFactsDeadlineCommands } from './intake-commands.ts';
import { nonRoutineDeadlineCommands } from './non-routine-commands.ts';
import { peopleCommands } from './people-commands.ts';

/** Everything a complaint can be asked: by people, and by the engine itself. Each schema is of a command's `data`. */

export { documentCommands, importCommands, peopleCommands };

const clock = codeAsRecorded;
const percent = z.int();

/** What deadlines and errands bring. Never accepted from outside. */
export const engineCommands = {
  WarnOfDeadline: z.strictObject({ clock, percent }),
  RecordBreach: z.strictObject({ clock }),
  RecordLapse: z.strictObject({ clock }),
  RaiseByTime: z.strictObject({ clock, percent, to: z.enum(RANKS) }),
  RaiseUnassigned: z.strictObject({ to: z.enum(RANKS) }),
  RecordPauseOverdue: z.strictObject({ pause: codeAsRecorded }),
  RaisePaused: z.strictObject({ pause: codeAsRecorded, to: z.enum(RANKS) }),
  RecordLetterSent: z.strictObject({
    letter: z.enum(LETTERS),
    order: revision,
    sentAt: instant,
    commitment: z.string().max(64),
  }),
  RecordLetterFailed: z.strictObject({ letter: z.enum(LETTERS), order: revision }),
  RetryLetter: z.strictObject({ order: revision }),
  CountWaitingClocks: z.strictObject({}),
  AdoptNewVersions: z.strictObject({}),
  AcceptLink: z.strictObject({ from: codeAsRecorded, as: z.enum(LINK_KINDS).optional() }),
  RecordLinkAnswer: z.strictObject({
    link: revision,
    outcome: z.strictObject({ status: codeAsRecorded, code: codeAsRecorded.optional() }),
  }),
  ...mergeCommands,
  ...newFactsDeadlineCommands,
  ...taskDeadlineCommands,
  ...nonRoutineDeadlineCommands,
} as const;

type Catalogue = typeof peopleCommands &
  typeof documentCommands &
  typeof importCommands &
  typeof engineCommands;

type DataByType = { [Type in keyof Catalogue]: Sealed<z.output<Catalogue[Type]>> };

export type CommandData<Type extends keyof Catalogue> = DataByType[Type];

export type ComplaintCommand<Type extends keyof Catalogue = keyof Catalogue> = {
  [One in Type]: { readonly type: One; readonly data: DataByType[One] };
}[Type];

/** What a case may begin with. */
export const BEGINNINGS: readonly ComplaintCommand['type'][] = ['ReceiveComplaint', 'ImportCase'];
