import { existsSync } from 'node:fs';
import { Option } from 'commander';
import type { Command } from 'commander';
import { ASKERS } from '../api/only-roles.ts';
import type { Actor } from '../events/envelope.ts';
import { INSTITUTION } from './address.ts';
import { CommandFailed, EXIT } from './output.ts';
import { wholeNumber } from './whole-number.ts';

/** What every pack is made with. */
export type PackOptions = {
  readonly out: string;
  readonly purpose: string;
  readonly institution: string;
  readonly size?: string;
  readonly as: string;
  readonly role: string;
  readonly unit: string;
};

export function withPackOptions(command: Command): Command {
  return command
    .requiredOption('--out <file>', 'the ZIP to write; it must not be there yet')
    .requiredOption('--purpose <why>', 'why it is made; goes on record with who made it')
    .option('--institution <name>', 'of which institution', INSTITUTION)
    .option('--size <n>', 'under the signed head of so many leaves; the last one unless given')
    .requiredOption('--as <id>', 'who makes it')
    .addOption(new Option('--role <role>', 'his role').choices(ASKERS.packs).default('auditor'))
    .option('--unit <unit>', 'his unit', 'audit');
}

export type PackGiven = {
  readonly institution: string;
  readonly purpose: string;
  readonly file: string;
  readonly actor: Actor;
  readonly size?: number;
};

export function packGiven({ out, purpose, institution, size, ...by }: PackOptions): PackGiven {
  const { as: id, role, unit } = by;
  return {
    ...{ institution, purpose, file: out, actor: { id, role, unit, rank: role } },
    ...(size === undefined ? {} : { size: wholeNumber('--size', size) }),
  };
}

/** Throws when the file that a pack shall be written to is there. */
export function assertFree(file: string): void {
  if (!existsSync(file)) return;
  throw new CommandFailed(
    {
      en: `${file} is there already: name another file.`,
      zh: `${file} 已存在，请另选文件名。`,
    },
    EXIT.usage,
  );
}
