import type { Command } from 'commander';
import { Option } from 'commander';
import type { Text } from '../events/envelope.ts';
import type { Regime } from '../regimes/regime.ts';
import { ruleBook } from '../regimes/rule-book.ts';
import { REGIMES, readShelf } from '../regimes/shelf.ts';
import { draftLetter } from '../workflows/complaint/letter-draft.ts';
import type { DraftedLetter, LetterDraft } from '../workflows/complaint/letter-draft.ts';
import {
  letterLanguage,
  letterRegimes,
  usualLanguage,
} from '../workflows/complaint/letter-regimes.ts';
import type { ComplaintState } from '../workflows/complaint/state.ts';
import { clientFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { findRegime } from './regime-files.ts';

type Options = CallerOptions & {
  readonly case?: string;
  readonly language?: LetterDraft['language'];
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
  const command = program
    .command('letter')
    .description('draft a letter with what the regime demands of it · 信函模板')
    .argument('[regimes...]', 'those of the case, by name, name@version, or file')
    .option('--case <case>', 'a case, instead of its regimes: what these and the house demand')
    .addOption(
      new Option(
        '--language <language>',
        'of the letter; that of the case, or of where the first regime holds',
      ).choices(['zh-CN', 'en']),
    )
    .addOption(
      new Option('--delay', 'the letter of delay or deadlock instead of the decision').conflicts(
        'review',
      ),
    )
    .option('--review', 'the letter that tells the result of a review')
    .addHelpText(
      'after',
      '\nExamples:\n  redress letter cn-nfra-2020\n  redress letter --case 7KQ2M9X4T0AB\n  redress letter cn-nfra-2020 --review\n  redress letter cn-nfra-2020 uk-fca-disp --language en\n  redress letter uk-fca-disp --language en --delay',
    )
    .action(async (named: readonly string[], options: Options) => {
      const { regimes, language } = await asked(named, options);
      const letter = options.review ? 'review-decision' : options.delay ? 'delay' : 'decision';
      const draft = draftLetter(regimes, { letter, language });
      const names = regimes.map(({ name }) => name);
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
  withCaller(command);
}

type Asked = { readonly regimes: readonly Regime[]; readonly language: LetterDraft['language'] };

/** What is named, or what a case says of itself. */
async function asked(names: readonly string[], options: Options): Promise<Asked> {
  const { case: number, language } = options;
  if ((number === undefined) === (names.length === 0))
    throw new CommandFailed(
      {
        en: 'Name the regimes of the letter, or with --case the case that has them.',
        zh: '请注明监管规则，或者以 --case 注明案件（二者择一）。',
      },
      EXIT.usage,
    );
  if (number === undefined) {
    const regimes = names.map((name) => findRegime(name));
    return { regimes, language: language ?? usualLanguage(regimes) };
  }
  const state = (await (await clientFor(options)).show(number)).state as ComplaintState;
  const its = letterLanguage(state);
  if (its === undefined)
    throw new CommandFailed(
      {
        en: `Nobody has taken ${number} over: it has neither regimes nor a language yet.`,
        zh: `案件 ${number} 尚未接手，监管规则和语言均未确定。`,
      },
      EXIT.refused,
    );
  const context = { rules: ruleBook(readShelf(REGIMES)), now: new Date().toISOString() };
  return { regimes: letterRegimes(state, context), language: language ?? its };
}
