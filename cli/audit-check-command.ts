import type { Command } from 'commander';
import { anyProof, checkProof } from '../projections/ledger/checked-proof.ts';
import type { Known } from '../projections/ledger/checked-proof.ts';
import { keyIdOf } from '../projections/ledger/signing-key.ts';
import { instantGiven } from './instant-given.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { read, readJsonAs } from './read-json.ts';

type Options = {
  readonly event?: string;
  readonly recordedAt?: string;
  readonly key: readonly string[];
};

/** `audit check`: for who was handed a proof. Needs no home and no server. */
export function addAuditCheckCommand(audit: Command, out: () => Output): void {
  audit
    .command('check')
    .description('check a proof that was handed over, offline · 离线核验证明')
    .argument(
      '<file>',
      'what `audit prove` or `audit consistency` gave with --json, or - for standard input',
    )
    .option('--event <file>', 'the stored bytes of the event it is said to be of')
    .option('--recorded-at <instant>', 'when the log recorded it; goes with --event')
    .option('--key <key...>', 'public keys that you trust, as `audit keys` lists them', [])
    .addHelpText(
      'after',
      '\nExamples:\n  redress audit check proof.json --key 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\n  redress audit consistency 1000 2000 --json | redress audit check -',
    )
    .action((file: string, options: Options) => {
      const proof = readJsonAs(file, anyProof, { en: 'a proof', zh: '证明文件' });
      const faults = checkProof(proof, knownBy(options));
      const wrong = faults.map(({ en, zh }) => `${en} ${zh}`);
      const said = faults.length === 0 ? 'The proof holds. 证明成立。' : wrong.join('\n');
      out().result({ holds: faults.length === 0, faults }, said);
      if (faults.length > 0) process.exitCode = EXIT.refused;
    });
}

function knownBy({ event, recordedAt, key: publicKeys }: Options): Known {
  if ((event === undefined) !== (recordedAt === undefined))
    throw new CommandFailed(
      {
        en: '--event and --recorded-at go together: a leaf holds both.',
        zh: '--event 与 --recorded-at 须同时给出：叶子包含两者。',
      },
      EXIT.usage,
    );
  for (const publicKey of publicKeys) assertKey(publicKey);
  if (event === undefined || recordedAt === undefined) return { publicKeys };
  return { event: { text: read(event), recordedAt: instantGiven(recordedAt) }, publicKeys };
}

function assertKey(publicKey: string): void {
  try {
    keyIdOf(publicKey);
  } catch {
    throw new CommandFailed(
      {
        en: `${publicKey} is no public key: 43 characters of base64url.`,
        zh: `${publicKey} 不是公钥：应为 43 个 base64url 字符。`,
      },
      EXIT.usage,
    );
  }
}
