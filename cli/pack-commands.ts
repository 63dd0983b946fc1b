import { Option } from 'commander';
import type { Command } from 'commander';
import { PROFILES, givesDocuments } from '../projections/packs/profile.ts';
import type { Profile } from '../projections/packs/profile.ts';
import { caseStream } from './case-stream.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { packGiven, withPackOptions } from './pack-options.ts';
import type { PackOptions } from './pack-options.ts';
import { addPackPeriod } from './pack-period-command.ts';
import { addPackReturn } from './pack-return-command.ts';

type Options = PackOptions & {
  readonly profile: Profile;
  readonly withDocuments?: boolean;
  readonly withoutReport?: boolean;
};

/** `pack …`: evidence for somebody who has no access to us and need not trust us. */
export function addPackCommands(program: Command, out: () => Output): void {
  const pack = program
    .command('pack')
    .description('evidence that proves itself, as one file · 可独立核验的证据包')
    .addHelpText('after', `\nExample:\n  ${EXAMPLE}`);
  addPackCase(pack, out);
  addPackPeriod(pack, out);
  addPackReturn(pack, out);
}

function addPackCase(pack: Command, out: () => Output): void {
  withPackOptions(
    pack
      .command('case')
      .description('a case with its proofs, offline checkable · 案件证据包')
      .argument('<case>'),
  )
    .addOption(
      new Option('--profile <profile>', 'for whose eyes').choices(PROFILES).makeOptionMandatory(),
    )
    .option(
      '--with-documents',
      'what the documents of the case hold as well; for the regulator only',
    )
    .option('--without-report', 'leave the pages and PDFs out that tell it to people')
    .addHelpText('after', `\nExample:\n  ${EXAMPLE}`)
    .action(async (number: string, options: Options) => {
      const { profile, withDocuments = false, withoutReport = false } = options;
      if (withDocuments && !givesDocuments(profile)) throw noDocuments(profile);
      const { institution, ...given } = packGiven(options);
      const stream = caseStream(institution, number);
      const { packHome } = await import('./pack-home.ts');
      const made = await packHome({ ...given, stream, profile, withDocuments, withoutReport });
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

const EXAMPLE =
  'redress pack case 7KQ2M9X4T0AB --out case.zip --profile regulator --purpose "request 2026-17" --as sun';

/** What was made, as it is told. */
export type MadePack = {
  readonly file: string;
  readonly sha256: string;
  readonly events: number;
  readonly later: number;
  readonly erased: number;
  readonly treeSize: number;
};

export function packText({ file, sha256, events, later, erased, treeSize }: MadePack): string {
  return [
    `${file}: ${events} events, under the signed head of ${treeSize} leaves. 证据包已生成。`,
    `SHA-256 ${sha256}`,
    ...(later === 0
      ? []
      : [
          `${later} later events of the case are under no head yet, and not in it. 尚有事件未入树。`,
        ]),
    ...(erased === 0
      ? []
      : [
          `The key of ${erased} fields is destroyed: erasures.json names them. 已删除的个人信息见 erasures.json。`,
        ]),
    `Check it with \`node verify.mjs ${file}\`: verify.mjs lies in it.`,
  ].join('\n');
}
