import type { Command } from 'commander';
import { Option } from 'commander';
import type { Text } from '../events/envelope.ts';
import { draftLetter } from '../workflows/complaint/letter-draft.ts';
import type { DraftedLetter, LetterDraft } from '../workflows/complaint/letter-draft.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { findRegime } from './regime-files.ts';

type Options = {
  readonly language: LetterDraft['language'];
  readonly delay?: boolean;
  readonly review?: boolean;
};

const NAMES: { readonly [One in DraftedLetter]: Text } = {
  decision: { en: 'a decision letter', zh: '处理决定告知函' },
  delay: { en: 'a letter of delay', zh: '延期说明函' },
  'review-decision': { en: 'a letter about the result of a review', zh: '核查结果告知函' },
};

/** `letter`: what a letter to the complainant must say, as a text to fill in. */
export function addLetterCommand(program: Command, out: () => Output): void {
  program
    .command('letter')
    .description('draft a letter with what the regime demands of it · 信函模板')
    .argument('<regimes...>', 'those of the case, by name, name@version, or file')
    .addOption(
      new Option('--language <language>', 'of the letter')
        .choices(['zh-CN', 'en'])
        .default('zh-CN'),
    )
    .addOption(
      new Option('--delay', 'the letter of delay or deadlock instead of the decision').conflicts(
        'review',
      ),
    )
    .option('--review', 'the letter that tells the result of a review')
    .addHelpText(
      'after',
      '\nExamples:\n  redress letter cn-nfra-2020\n  redress letter cn-nfra-2020 --review\n  redress letter cn-nfra-2020 uk-fca-disp --language en\n  redress letter uk-fca-disp --language en --delay',
    )
    .action((names: readonly string[], { language, delay, review }: Options) => {
      const regimes = names.map((name) => findRegime(name));
      const letter = review ? 'review-decision' : delay ? 'delay' : 'decision';
      const draft = draftLetter(regimes, { letter, language });
      if (draft === undefined)
        throw new CommandFailed(
          {
            en: `No rule we know says what ${NAMES[letter].en} under ${names.join(', ')} must hold.`,
            zh: `${names.join('、')} 未规定${NAMES[letter].zh}的内容。`,
          },
          EXIT.refused,
        );
      const said = draft.sources.map(({ text }) => (language === 'en' ? text.en : text.zh));
      const source = `${said.join('; ')}; covers: ${JSON.stringify(draft.covers)}`;
      const routes = draft.routes.map(({ text, source: { text: words } }) => {
        return `
— ${text}: ${language === 'en' ? words.en : words.zh}`;
      });
      out().result(
        draft,
        `${draft.text}

— ${source}${routes.join('')}`,
      );
    });
}
