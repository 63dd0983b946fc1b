import { Option } from 'commander';
import type { Command } from 'commander';
import { ROTATIONS } from '../events/ledger/ledger-events.ts';
import { partsOf } from '../keys/case-number.ts';
import { checkInstitutionName } from '../keys/institution-keys.ts';
import { headsBefore } from '../projections/ledger/head-rows.ts';
import { followKeys } from '../projections/ledger/key-announcements.ts';
import { ledgerIn } from '../projections/ledger/ledger-tables.ts';
import { proveConsistency, proveInclusion } from '../projections/ledger/prove.ts';
import { announcements, rotateKey } from '../projections/ledger/signing-keys.ts';
import { addAuditCheckCommand } from './audit-check-command.ts';
import { addAuditVerifyCommand } from './audit-verify-command.ts';
import { INSTITUTION } from './address.ts';
import { ledgerOfHome, ledgerOfKnown } from './ledger-of-home.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { tableText } from './table.ts';
import { wholeNumber } from './whole-number.ts';

const HEADS = 20;

type Of = { readonly institution: string };

/** `audit …`: what the ledger states and can prove. */
export function addAuditCommands(program: Command, out: () => Output): void {
  const audit = program
    .command('audit')
    .description('what the ledger states and can prove · 账本与审计')
    .addHelpText(
      'after',
      '\nExamples:\n  redress audit verify\n  redress audit prove complaint-demobank.0123456789AB 0 --json',
    );
  addAuditVerifyCommand(audit, out);
  addHeads(audit, out);
  addProve(audit, out);
  addConsistency(audit, out);
  addAuditCheckCommand(audit, out);
  addKeys(audit, out);
  addRotateKey(audit, out);
}

function addHeads(audit: Command, out: () => Output): void {
  ofInstitution(audit.command('heads'))
    .description('the signed heads, the latest first · 已签名的树头')
    .option('--limit <n>', 'how many', String(HEADS))
    .addHelpText('after', '\nExample:\n  redress audit heads --limit 1 --json')
    .action(async ({ institution, limit }: Of & { limit: string }) => {
      const most = wholeNumber('--limit', limit);
      const heads = await ledgerOfKnown(institution, ({ database }) =>
        headsBefore(ledgerIn(database), institution, { limit: most }),
      );
      const rows = heads.map(({ treeSize, timestamp, rootHash, keyId }) => [
        ...[treeSize, timestamp, rootHash, keyId.slice(0, 16)],
      ]);
      out().result(
        { heads },
        rows.length === 0
          ? 'No head was signed yet: is the role ledger running? 尚无已签名的树头。'
          : tableText(['leaves', 'signed', 'root', 'key'], rows),
      );
    });
}

function addProve(audit: Command, out: () => Output): void {
  audit
    .command('prove')
    .description('that an event stands in the ledger · 证明事件在账本中')
    .argument('<stream>', 'such as complaint-demobank.0123456789AB')
    .argument('<revision>', 'the event’s number in its stream, from 0')
    .option(
      '--size <n>',
      'in the tree of so many leaves; that of the last signed head unless given',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  redress audit prove complaint-demobank.0123456789AB 3\n  redress audit prove complaint-demobank.0123456789AB 3 --size 1000 --json',
    )
    .action(async (stream: string, revision: string, options: { size?: string }) => {
      const institution = partsOf(stream)?.institution;
      if (institution === undefined)
        throw new CommandFailed(
          {
            en: `${stream} is not the name of a stream, such as complaint-demobank.0123456789AB.`,
            zh: `${stream} 不是流名称，应如 complaint-demobank.0123456789AB。`,
          },
          EXIT.usage,
        );
      const wanted = {
        ...{ stream, revision: wholeNumber('<revision>', revision, 0) },
        ...(options.size === undefined ? {} : { size: wholeNumber('--size', options.size) }),
      };
      const proof = await ledgerOfKnown(institution, ({ database }) =>
        proveInclusion(ledgerIn(database), institution, wanted),
      );
      out().result(
        proof,
        `Event ${proof.revision} of ${stream} is leaf ${proof.leaf} of ${proof.treeSize}. 该事件是第 ${proof.leaf} 号叶子，共 ${proof.treeSize} 片。
root ${proof.rootHash}
leaf ${proof.leafHash}
${proof.path.map((hash) => `     ${hash}`).join('\n')}`,
      );
    });
}

function addConsistency(audit: Command, out: () => Output): void {
  ofInstitution(audit.command('consistency'))
    .description('that a tree has only grown since it had so many leaves · 证明账本只增不改')
    .argument('<first>', 'leaves of the earlier tree')
    .argument('<second>', 'leaves of the later tree')
    .addHelpText('after', '\nExample:\n  redress audit consistency 1000 2000 --json')
    .action(async (first: string, second: string, { institution }: Of) => {
      const sizes = {
        first: wholeNumber('<first>', first),
        second: wholeNumber('<second>', second),
      };
      const proof = await ledgerOfKnown(institution, ({ database }) =>
        proveConsistency(ledgerIn(database), institution, sizes),
      );
      out().result(
        proof,
        `The tree of ${proof.first} leaves is the beginning of that of ${proof.second}. 前者是后者的开头。
${String(proof.first).padStart(12)} ${proof.firstRoot}
${String(proof.second).padStart(12)} ${proof.secondRoot}
${proof.path.map((hash) => `             ${hash}`).join('\n')}`,
      );
    });
}

function addKeys(audit: Command, out: () => Output): void {
  ofInstitution(audit.command('keys'))
    .description('the public keys that sign heads, oldest first · 签名公钥')
    .addHelpText('after', '\nExample:\n  redress audit keys --json')
    .action(async ({ institution }: Of) => {
      const { keys, faults } = await ledgerOfKnown(institution, async ({ log }) =>
        followKeys(institution, await announcements(log, institution)),
      );
      out().result(
        { keys, faults },
        keys.length === 0
          ? 'No key was announced yet: is the role ledger running? 尚无已公布的公钥。'
          : tableText(
              ['key id', 'public key'],
              keys.map(({ keyId, publicKey }) => [keyId, publicKey]),
            ),
      );
      if (faults.length > 0) process.exitCode = EXIT.refused;
    });
}

function addRotateKey(audit: Command, out: () => Output): void {
  ofInstitution(audit.command('rotate-key'))
    .description('sign heads with a new key from now on · 更换签名密钥')
    .requiredOption('--as <id>', 'who replaces it')
    .addOption(new Option('--because <reason>', 'why').choices(ROTATIONS).default('scheduled'))
    .addHelpText('after', '\nExample:\n  redress audit rotate-key --as li-ming --because scheduled')
    .action(async (options: Of & { as: string; because: (typeof ROTATIONS)[number] }) => {
      const { institution, as: id, because } = options;
      const actor = { id, role: 'operator', unit: 'cli', rank: 'operator' };
      const key = await ledgerOfHome((side) => rotateKey(side, institution, { actor, because }));
      out().result(
        key,
        `Heads are signed with ${key.keyId} once the ledger has taken the event. 今后以新密钥签名。`,
      );
    });
}

function ofInstitution(command: Command): Command {
  return command
    .option('--institution <name>', 'of which institution', INSTITUTION)
    .hook('preAction', (_this, action) => checkInstitutionName(action.opts<Of>().institution));
}
