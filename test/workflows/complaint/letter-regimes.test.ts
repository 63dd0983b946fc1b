import { expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { HOUSE } from '../../../regimes/house.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import type { RuleBookEntry } from '../../../regimes/rule-book.ts';
import { REGIMES, readShelf } from '../../../regimes/shelf.ts';
import { draftLetter } from '../../../workflows/complaint/letter-draft.ts';
import { letterLanguage, letterRegimes } from '../../../workflows/complaint/letter-regimes.ts';
import { TUESDAY, given, intake, lookedInto, rules } from './a-case.ts';

const overlaid = lookedInto.with(0, {
  type: 'ComplaintReceived',
  data: { ...intake, language: 'en', overlays: ['uk-fca-disp'] },
});
const state = given(overlaid).state();
const names = (book: typeof rules, of = state) =>
  letterRegimes(of, { rules: book, now: TUESDAY }).map(({ name }) => name);

/** The shelf with a house that has its word in every decision letter. */
const outspoken = ruleBook(readShelf(REGIMES).map(withTone));
function withTone(entry: RuleBookEntry): RuleBookEntry {
  if (entry.regime.name !== HOUSE) return entry;
  const title = { en: 'Whom to call', zh: '联系人' };
  const notice = {
    ...({ name: 'decision', occasion: 'decided' } as const),
    ...({ medium: 'any', limit: 'target', article: 'house proposal', mark: 'P' } as const),
    ...{ title, content: [{ name: 'contact', title }] },
  };
  return { ...entry, regime: { ...entry.regime, notices: [notice] } };
}

test('a letter of a case holds what all its regimes demand, and then what the house does', () => {
  expect(names(rules)).toEqual(['cn-nfra-2020', 'uk-fca-disp', HOUSE]);
  const context = { rules: outspoken, now: TUESDAY };
  const draft = draftLetter(letterRegimes(state, context), {
    ...{ letter: 'decision', language: letterLanguage(state) ?? 'zh-CN' },
  });
  expect(draft?.covers.at(0)).toBe('verified');
  expect(draft?.covers).toContain('leaflet');
  expect(draft?.covers.at(-1)).toBe('contact');
  expect(draft?.text).toContain('Whom to call');
});

test('of a case that ended for one of its regimes only the others are asked', () => {
  const ended: ComplaintEvent = {
    type: 'ComplaintWithdrawn',
    data: { withdrawnAt: TUESDAY, by: 'hana', goesOnFor: ['uk-fca-disp'] },
  };
  expect(names(rules, given([...overlaid, ended]).state())).toEqual(['uk-fca-disp', HOUSE]);
});
