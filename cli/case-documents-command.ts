import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { DOCUMENT_KINDS } from '../events/complaint/handling-codes.ts';
import { clientFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { readBytes } from './read-json.ts';

type Filing = CallerOptions & {
  readonly kind: string;
  readonly name?: string;
  readonly type: string;
  readonly key?: string;
};

/** `case file-document` and `case open-document`: the evidence of a case, sealed where it lies. */
export function addCaseDocuments(cases: Command, out: () => Output): void {
  withCaller(
    cases
      .command('file-document')
      .description('file a document in a case · 提交案件材料')
      .argument('<case>')
      .argument('<file>'),
  )
    .addOption(
      new Option('--kind <kind>', 'what it is').choices(DOCUMENT_KINDS).makeOptionMandatory(),
    )
    .option('--name <name>', 'its name; the file’s own when not given')
    .option('--type <media type>', 'its media type', 'application/octet-stream')
    .option('--key <key>', 'Idempotency-Key; one is drawn when not given')
    .addHelpText(
      'after',
      '\nExample:\n  redress case file-document 7KQ2M9X4T0AB contract.pdf --kind contract --type application/pdf',
    )
    .action(async (number: string, file: string, options: Filing) => {
      const { kind, name = basename(file), type: mediaType, key = randomUUID() } = options;
      const content = new Uint8Array(readBytes(file));
      const client = await clientFor(options);
      const receipt = await client.fileDocument(number, { kind, name, mediaType, content }, key);
      const [filed] = receipt.events;
      const what =
        filed === undefined ? 'filed before' : `${filed.type}, revision ${filed.revision}`;
      out().result(receipt, `${number}  ${what}`);
    });

  withCaller(
    cases
      .command('open-document')
      .description('open a document of a case as it was filed · 查阅案件材料')
      .argument('<case>')
      .argument('<document>', 'its commitment, as the history names it'),
  )
    .requiredOption('--purpose <why>', 'why it is opened; recorded before it is')
    .requiredOption('--out <file>', 'where to write it; nothing is written over')
    .addHelpText(
      'after',
      '\nExample:\n  redress case open-document 7KQ2M9X4T0AB 5f3a… --purpose "check the contract" --out contract.pdf',
    )
    .action(
      async (
        number: string,
        document: string,
        options: CallerOptions & { purpose: string; out: string },
      ) => {
        const client = await clientFor(options);
        const content = await client.openDocument(number, document, options.purpose);
        write(options.out, content);
        const written = { case: number, document, file: options.out, bytes: content.length };
        out().result(written, `${options.out}: ${content.length} bytes`);
      },
    );
}

function write(file: string, content: Uint8Array): void {
  try {
    writeFileSync(file, content, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const why = (error as Error).message;
    throw new CommandFailed(
      { en: `${file} cannot be written: ${why}`, zh: `无法写入 ${file}：${why}` },
      EXIT.usage,
    );
  }
}
