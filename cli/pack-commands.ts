import { Option } from 'commander';
import type { Command } from 'commander';
import { PROFILES, givesDocuments } from '../projections/packs/profile.ts';
import type { Profile } from '../projections/packs/profile.ts';
import { INSTITUTION } from './address.ts';
import { caseStream } from './case-stream.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { wholeNumber } from './whole-number.ts';

type Options = {
  readonly out: string;
  readonly profile: Profile;
  readonly purpose: string;
  readonly institution: string;
  readonly size?: string;
  readonly withDocuments?: boolean;
  readonly as: string;
  readonly role: string;
  readonly unit: string;
};

/** `pack …`: evidence for somebody who has no access to us and need not trust us. */
export function addPackCommands(program: Command, out: () => Output): void {
  const pack = program
    .command('pack')
    .description('evidence that proves itself, as one file · 可独立核验的证据包')
    .addHelpText('after', `\nExample:\n  ${EXAMPLE}`);
  pack
    .command('case')
    .description('a case with its proofs, offline checkable · 案件证据包')
    .argument('<case>')
    .requiredOption('--out <file>', 'the ZIP to write; it must not be there yet')
    .addOption(
      new Option('--profile <profile>', 'for whose eyes').choices(PROFILES).makeOptionMandatory(),
    )
    .requiredOption('--purpose <why>', 'why it is made; goes on record with who made it')
    .option('--institution <name>', 'of which institution', INSTITUTION)
    .option('--size <n>', 'under the signed head of so many leaves; the last one unless given')
    .option(
      '--with-documents',
      'what the documents of the case hold as well; for the regulator only',
    )
    .requiredOption('--as <id>', 'who makes it')
    .addOption(new Option('--role <role>', 'his role').choices(MAKERS).default('auditor'))
    .option('--unit <unit>', 'his unit', 'audit')
    .addHelpText('after', `\nExample:\n  ${EXAMPLE}`)
    .action(async (number: string, options: Options) => {
      const { profile, purpose, institution, size, withDocuments = false, as: id } = options;
      const { role, unit } = options;
      if (withDocuments && !givesDocuments(profile)) throw noDocuments(profile);
      const stream = caseStream(institution, number);
      const wish = {
        ...{ stream, profile, purpose, withDocuments, file: options.out },
        actor: { id, role, unit, rank: role },
        ...(size === undefined ? {} : { size: wholeNumber('--size', size) }),
      };
      const { packHome } = await import('./pack-home.ts');
      const made = await packHome(wish);
      out().result(made, packText(made));
    });
}

function noDocuments(profile: Profile): CommandFailed {
  return new CommandFailed(
    {
      en: `A pack for a ${profile} lists documents, but never holds them: leave --with-documents out.`,
      zh: `${profile} 类证据包只列出材料清单，不含材料内容：请去掉 --with-documents。`,
    },
    EXIT.usage,
  );
}

/** Who may let a case leave the house. */
const MAKERS = ['auditor', 'head', 'executive'];
const EXAMPLE =
  'redress pack case 7KQ2M9X4T0AB --out case.zip --profile regulator --purpose "request 2026-17" --as sun';

/** What was made, as it is told. */
export type MadePack = {
  readonly file: string;
  readonly sha256: string;
  readonly events: number;
  readonly later: number;
  readonly treeSize: number;
};

export function packText({ file, sha256, events, later, treeSize }: MadePack): string {
  return [
    `${file}: ${events} events, under the signed head of ${treeSize} leaves. 证据包已生成。`,
    `SHA-256 ${sha256}`,
    ...(later === 0
      ? []
      : [
          `${later} later events of the case are under no head yet, and not in it. 尚有事件未入树。`,
        ]),
    `Check it with \`node verify.mjs ${file}\`: verify.mjs lies in it.`,
  ].join('\n');
}
