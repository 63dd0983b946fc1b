import type { z } from 'zod';
import type { Message } from '../../events/envelope.ts';
import { plainWords } from '../../events/plain-words.ts';
import type { CaseKey } from '../../keys/box.ts';
import { BYTES_PER_VALUE } from '../../keys/box.ts';
import { sealPersonal } from '../../keys/seal-personal.ts';
import { importCommands } from '../../workflows/complaint/commands.ts';
import type { CommandData } from '../../workflows/complaint/commands.ts';
import type { ImportedRow } from './import-format.ts';

/** What a row says to its case, sealed: as a case that is new, and as another snapshot of a known one. */
export type RowCommands = {
  readonly importCase: CommandMessage<'ImportCase'>;
  readonly importFacts: CommandMessage<'ImportFacts'>;
};

type CommandMessage<Type extends 'ImportCase' | 'ImportFacts'> = Message & {
  readonly type: Type;
  readonly data: CommandData<Type>;
};

export type Stated = {
  readonly source: string;
  readonly reference: string;
  readonly snapshotOn: string;
  readonly row: ImportedRow;
};

/** Checks what the row says by the commands' own schemas and seals it; answers what is wrong with it otherwise. */
export function rowCommands(
  { source, reference, snapshotOn, row }: Stated,
  key: CaseKey,
): RowCommands | { readonly doubtful: readonly string[] } {
  const { receivedOn, sentOn, standing, facts, narrative: text } = row;
  if (text !== null && Buffer.byteLength(text) > BYTES_PER_VALUE)
    return { doubtful: ['the narrative is too long to be sealed'] };
  const narrative =
    text === null
      ? null
      : { text, characters: [...text].length, lines: text.split('\n').length - 1 };
  const identity = { source, reference, snapshotOn, facts };
  const parsed = importCommands.ImportCase.safeParse(
    { ...identity, receivedOn, sentOn, standing: standing ?? 'open', narrative },
    { error: plainWords },
  );
  if (!parsed.success) return { doubtful: faultsOf(parsed.error) };
  const data = sealPersonal(parsed.data, key);
  const { sentOn: _sentOn, standing: _standing, narrative: sealed, ...rest } = data;
  return {
    importCase: { type: 'ImportCase', data },
    importFacts: {
      type: 'ImportFacts',
      data: {
        ...rest,
        ...(sentOn === null ? {} : { sentOn }),
        ...(standing === null ? {} : { standing }),
        ...(sealed === null ? {} : { narrative: sealed }),
      },
    },
  };
}

function faultsOf(error: z.ZodError): readonly string[] {
  return error.issues.map(({ path, message }) => `${path.join(' ')}: ${message}`);
}
