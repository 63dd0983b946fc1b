import { expect, test } from 'vitest';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { shipped } from '../../regimes/a-regime.ts';
import { EITHER_LEADING, asUnder, box, clara, closed, given, hana, sun, told } from './a-case.ts';

const DISPUTED = '2026-03-20T02:00:00.000Z';
const now = (by = sun, at = DISPUTED) => ({ at, by });
const reopen = (disputedAt = DISPUTED) =>
  ({ type: 'ReopenCase', data: { disputedAt, reasons: box('Nothing was paid.') } }) as const;

test('a disputed case is opened again, with a target of its own and no legal clock (house rule)', () => {
  const reopened = given(closed).after(reopen(), now());
  expect(reopened.slice(-2)).toMatchObject([
    { type: 'CaseReopened', data: { disputedAt: DISPUTED, mark: 'P' } },
    {
      type: 'ClockStarted',
      data: {
        clock: 'decide',
        startsAt: DISPUTED,
        lastDay: '2026-04-04',
        limit: 'target',
        mark: 'P',
        article: 'house proposal',
      },
    },
  ]);
  const { status, told: isTold, proposal, clocks, retention } = given(reopened).state();
  expect({ status, isTold, proposal, begun: retention.begun }).toEqual({
    status: 'open',
    isTold: false,
    proposal: null,
    begun: null,
  });
  expect(clocks.map(({ name, stopped }) => [name, stopped])).toEqual([['decide', false]]);
  given(reopened)
    .when({ type: 'RecordFinding', data: { finding: box('It was paid to another.') } }, now(hana))
    .then(['FindingRecorded']);
});

test('each regime over the case that lets it be opened again has its own target', () => {
  for (const [leading, overlay] of EITHER_LEADING)
    given(asUnder(closed, leading, overlay))
      .when(reopen(), now())
      .then([
        'CaseReopened',
        { type: 'ClockStarted', data: { regime: leading, limit: 'target' } },
        { type: 'ClockStarted', data: { regime: overlay, limit: 'target' } },
      ]);
});

test('a case is opened again once', () => {
  const reopened = given(closed).after(reopen(), now());
  given(reopened).when(reopen(), now()).then({ refused: 'not-closed' });
  const closedAgain = [
    ...reopened,
    ...told.slice(5, 7),
    ...told.slice(7, 8),
    { type: 'CaseClosed', data: { by: 'hana' } } as const,
  ];
  given(closedAgain).when(reopen(), now()).then({ refused: 'reopened-already' });
});

test('a result is disputed within thirty days of its telling, the thirtieth included (house rule)', () => {
  const last = '2026-04-04T15:59:59.999Z';
  const later = '2026-04-04T16:00:00.000Z';
  given(closed).when(reopen(last), now(sun, later)).then(['CaseReopened', 'ClockStarted']);
  given(closed).when(reopen(later), now(sun, later)).then({ refused: 'disputed-too-late' });
  for (const at of ['2026-03-05T01:59:59.999Z', '2026-03-20T02:00:00.001Z'])
    given(closed).when(reopen(at), now()).then({ refused: 'disputed-out-of-order' });
});

test('only a closed case is opened again, by somebody who leads', () => {
  given(told).when(reopen(), now()).then({ refused: 'not-closed' });
  given(closed).when(reopen(), now(clara)).then({ refused: 'not-authorised' });
});

test('how long a result can be disputed is a datum of its regime; without it, never', () => {
  expect(shipped('uk-fca-disp').reopening).toMatchObject({
    within: { count: 6, unit: 'month' },
    mark: 'P',
  });
  const { reopening, ...silent } = shipped('cn-nfra-2020');
  const bookOf = (regime: typeof silent) =>
    ruleBook([{ regime, ground: { name: 'regime:cn-nfra-2020', version: '1', sha256: 'a' } }]);
  given(closed)
    .when(reopen(), { ...now(), rules: bookOf(silent) })
    .then({ refused: 'no-reopening-in-regime' });
  const one = { ...silent, reopening: reopening && { ...reopening, within: dayOrTwo } };
  given(closed)
    .when(reopen(), { ...now(), rules: bookOf(one) })
    .then({ refused: 'disputed-too-late' });
});

const dayOrTwo = { count: 2, unit: 'day' } as const;
