import type { Command } from 'commander';
import { Option } from 'commander';
import { draftLetter } from '../workflows/complaint/letter-draft.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { findRegime } from './regime-files.ts';

type Options = { readonly language: 'zh-CN' | 'en'; readonly delay?: boolean };

/** `letter`: what a letter to the complainant must say, as a text to fill in. */
export function addLetterCommand(program: Command, out: () => Output): void {
  program
    .command('letter')
    .description('draft a letter with what the regime demands of it · 信函模板')
    .argument('<regime>', 'its name, name@version, or its file')
    .addOption(
      new Option('--language <language>', 'of the letter')
        .choices(['zh-CN', 'en'])
        .default('zh-CN'),
    )
    .option('--delay', 'the letter of delay or deadlock instead of the decision')
    .addHelpText(
      'after',
      '\nExamples:\n  redress letter cn-nfra-2020\n  redress letter uk-fca-disp --language en --delay',
    )
    .action((name: string, { language, delay = false }: Options) => {
      const regime = findRegime(name);
      const draft = draftLetter(delay ? 'delay' : 'decision', regime, language);
      if (draft === undefined)
        throw new CommandFailed(
          `No rule we know says what ${delay ? 'a letter of delay' : 'a decision letter'} under ${regime.name} must hold.`,
          EXIT.refused,
        );
      const source = `${draft.article} (${draft.mark}); covers: ${JSON.stringify(draft.covers)}`;
      out().result(draft, `${draft.text}\n\n— ${source}`);
    });
}
