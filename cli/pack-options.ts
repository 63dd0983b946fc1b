import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { ASKERS } from '../api/only-roles.ts';
import * as requests from '../api/requests.ts';
import type { Actor } from '../events/envelope.ts';
import { INSTITUTION } from './address.ts';
import { assertOption } from './assert-option.ts';
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
  assertOption('--purpose', purpose, requests.purpose);
  return {
    ...{ institution, purpose, file: out, actor: { id, role, unit, rank: role } },
    ...(size === undefined ? {} : { size: wholeNumber('--size', size) }),
  };
}

/** Throws where no new file can be written: nothing shall be on record of a pack that then is nowhere. */
export function assertFree(file: string): void {
  const folder = dirname(resolve(file));
  if (existsSync(file))
    throw wrongPlace(
      `${file} is there already: name another file.`,
      `${file} 已存在，请另选文件名。`,
    );
  if (!(statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false))
    throw wrongPlace(`There is no folder ${folder}.`, `没有文件夹 ${folder}。`);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw wrongPlace(`This user may not write in ${folder}.`, `当前用户无权写入 ${folder}。`);
  }
}

function wrongPlace(en: string, zh: string): CommandFailed {
  return new CommandFailed({ en, zh }, EXIT.usage);
}
