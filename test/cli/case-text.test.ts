import { expect, test } from 'vitest';
import type { CaseView } from '../../api/responses.ts';
import { caseText } from '../../cli/case-text.ts';

const view = {
  ...{ case: '7KQ2M9X4T0AB', revision: 0, status: 'open', deadlines: [], errands: [] },
  state: { clocks: [] },
  retention: { keepUntil: null, longest: null, waits: [], matters: [], holds: [] },
  ...{ authority: null, restsOn: [] },
} as unknown as CaseView;

test('a case without clocks has no line for them', () => {
  expect(caseText(view)).not.toContain('clock');
  expect(caseText(withClock(null))).toContain('clock       respond due 2026-03-02, running');
});

test('a clock that stands still is not said to run', () => {
  const paused = { pause: 'expert-work', pausedAt: '2026-02-27T02:00:00.000Z' };
  expect(caseText(withClock(paused))).toContain('clock       respond due 2026-03-02, paused');
});

test('a case that goes on after it ended for some of its regimes says for which', () => {
  const after = { withdrawnAt: '2026-03-03T02:00:00.000Z', goesOnFor: ['uk-fca-disp'] };
  const text = caseText({ ...view, state: { after } });
  expect(text).toContain('withdrawn   2026-03-03T02:00:00.000Z');
  expect(text).toContain('goes on for uk-fca-disp');
});

test('a review says who has it, what waits for whom, and the letter to be read', () => {
  const letter = { key: 'k', sealed: 's', commitment: 'c0ffee' };
  const review = (changes: object): string =>
    caseText({
      ...view,
      state: {
        review: { reviewer: 'renata', proposal: null, decided: null, told: false, ...changes },
      },
    });
  expect(review({ reviewer: null })).toContain('review      with nobody yet');
  const proposal = { revision: 14, outcome: 'changed', letter };
  expect(review({ proposal })).toMatch(/with renata, changed at revision 14, waits for sign-off/);
  expect(review({ proposal })).toContain('its letter  c0ffee');
  const decided = { revision: 14, letter, signedOffBy: 'rosa' };
  expect(review({ decided })).toContain('with renata, signed off by rosa, not told yet');
  const alone = { ...decided, signedOffBy: null };
  expect(review({ decided: alone, told: true })).toContain('with renata, decided, told');
});

test('how long it is kept, by whose term, and who holds it since when and why', () => {
  const rule = { article: 'DISP 1.9.1R', mark: 'V', regime: 'uk-fca-disp' };
  const retention = {
    ...{ keepUntil: '2031-03-06', longest: { name: 'case-file', ...rule } },
    waits: [{ for: 'contract-ended', terms: ['sales-recording-long'] }],
    matters: [{ name: 'open-matters', open: ['review'], article: 'house proposal', mark: 'P' }],
    holds: [
      { revision: 11, by: 'heide', at: '2026-03-06T02:00:00.000Z', reasons: 'A court asks.' },
    ],
  };
  const text = caseText({ ...view, retention } as unknown as CaseView);
  expect(text).toContain('kept until  2031-03-06 (case-file; uk-fca-disp: DISP 1.9.1R, V)');
  expect(text).toContain('waits for   contract-ended, to keep: sales-recording-long');
  expect(text).toContain('kept for    review (house proposal, P)');
  expect(text).toContain('@11 by heide 2026-03-06T02:00:00.000Z: A court asks.');
});

test('only a legal limit that is past is called breached', () => {
  const clock = { name: 'acknowledge', dueAt: '2026-03-02', stopped: false, paused: null };
  const past = (limit: string) =>
    caseText({ ...view, state: { clocks: [{ ...clock, limit, breached: true }] } });
  expect(past('legal')).toContain('acknowledge due 2026-03-02, breached');
  expect(past('target')).toContain('acknowledge due 2026-03-02, target missed');
});

function withClock(paused: { readonly pause: string; readonly pausedAt: string } | null): CaseView {
  const clock = { name: 'respond', dueAt: '2026-03-02', stopped: false, breached: false, paused };
  return { ...view, state: { clocks: [clock] } };
}

test('rules that nobody read in their own text say what they decided, and who confirmed them', () => {
  const rule = { regime: 'us-cfpb', version: '1', datum: 'clocks.respond', article: 'art. 1' };
  const decided = [{ revision: 1, event: 'ClockStarted' }];
  const confirmed = { by: 'Ann Lee', on: '2026-11-24' };
  const authority = { ...rule, datum: 'signOff.any', mark: 'P', proposal: 6, rank: 'head' };
  const text = caseText({
    ...view,
    authority: { ...authority, confirmed: null },
    restsOn: [{ ...rule, mark: 'S', decided, confirmed }],
  });
  expect(text).toMatch(/signs +head, or higher \(us-cfpb signOff.any; art. 1; P, .*unconfirmed/);
  expect(text).toContain(
    'rests on    us-cfpb clocks.respond; art. 1; S, confirmed by Ann Lee on 2026-11-24 已确认: ClockStarted@1',
  );
});
