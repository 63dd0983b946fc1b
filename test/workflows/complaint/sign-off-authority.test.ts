import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { REGIMES, readShelf } from '../../../regimes/shelf.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { asRegime, atlantis, changed } from '../../regimes/a-regime.ts';
import { TUESDAY, executive, given, head, intake, letter, lookedInto, sun } from './a-case.ts';
import { hana, proposal, rules } from './a-case.ts';

const money = (amount: string, currency = 'CNY') => ({
  kind: 'money' as const,
  money: { amount, currency },
});
const propose = (remedy: ReturnType<typeof money>) =>
  ({ type: 'ProposeDecision', data: { ...proposal, remedy } }) as const;
const signOff = {
  type: 'SignOff',
  data: { proposal: 5, letterCommitment: letter.commitment },
} as const;
const now = (by = sun) => ({ at: TUESDAY, by });

/** The same case with an invented regime over it. */
const underBoth = lookedInto.map((event): ComplaintEvent =>
  event.type === 'ComplaintReceived'
    ? { ...event, data: { ...intake, overlays: ['atlantis-2030'] } }
    : event,
);

describe('who signs is a datum of the regime', () => {
  test('a sign-off by a lower rank is refused, by this rank or a higher one it is taken', () => {
    const proposed = given(lookedInto).after(propose(money('50000.00')), now(hana));
    given(proposed).when(signOff, now()).then({ refused: 'rank-not-sufficient' });
    for (const by of [head, executive])
      given(proposed)
        .when(signOff, now(by))
        .then([
          {
            type: 'DecisionSignedOff',
            data: { authority: { name: 'medium', article: 'house proposal', mark: 'P' } },
          },
        ]);
  });

  test('every regime that leads a case says who signs, in its own money', () => {
    const leading = readShelf(REGIMES).filter(({ regime }) => (regime.over ?? []).length === 0);
    for (const { regime } of leading)
      expect([regime.name, regime.signOff?.at(-1)?.name]).toEqual([regime.name, 'any']);
  });

  test('money that the regime names no amounts in goes to the last rule, and the refusal says so', () => {
    const proposed = given(lookedInto).after(propose(money('1.00', 'USD')), now(hana));
    const state = given(proposed).state();
    const decision = complaint.decide(state, signOff, { now: TUESDAY, actor: head, rules });
    expect(JSON.stringify(decision)).toMatch(/rank-not-sufficient.*signOff\.any.*USD.*CNY/);
    given(proposed).when(signOff, now(executive)).then(['DecisionSignedOff']);
  });

  test('of several regimes the one that asks for the highest rank decides', () => {
    const book = ruleBook([
      ...readShelf(REGIMES),
      {
        regime: asRegime(changed(changed(atlantis(), 'over', []), 'signOff', [strict])),
        ground: { name: 'regime:atlantis-2030', version: '1', sha256: 'a' },
      },
    ]);
    const proposed = given(underBoth).after(propose(money('1.00')), now(hana));
    given(proposed)
      .when(signOff, { ...now(), rules: book })
      .then({ refused: 'rank-not-sufficient' });
    given(proposed)
      .when(signOff, { ...now(), rules })
      .then(['DecisionSignedOff']);
  });
});

const strict = {
  name: 'any',
  title: { en: 'Any', zh: '其他' },
  rank: 'head',
  limit: 'target',
  article: 'tide 9',
  mark: 'V',
};
