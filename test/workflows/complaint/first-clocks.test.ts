import { expect, test } from 'vitest';
import { ruleBook } from '../../../regimes/rule-book.ts';
import type { Regime } from '../../../regimes/regime.ts';
import { natural } from '../../../workflows/complaint/first-clocks.ts';
import { asRegime, atlantis, changed, shipped } from '../../regimes/a-regime.ts';
import { clara, given, intake } from './a-case.ts';

const at = (regime: Regime) => {
  const ground = { name: `regime:${regime.name}`, version: regime.version, sha256: 'a' };
  return { at: '2026-03-02T02:30:00.000Z', by: clara, rules: ruleBook([{ regime, ground }]) };
};
const receive = ({ name }: Regime) => ({
  type: 'ReceiveComplaint' as const,
  data: { ...intake, regime: name },
});

test('a complaint under a regime in business days is refused, in both languages', () => {
  const singapore = shipped('sg-mas-2021');
  given().when(receive(singapore), at(singapore)).then({ refused: 'business-days-not-counted' });
});

test('so is one whose last day moves off a holiday: the day would be a guess', () => {
  const counting = { roll: 'next-business-day', limit: 'legal', article: 'tide 5', mark: 'V' };
  const calendar = { name: 'tides', article: 'tide 6', mark: 'V' };
  const rolling = asRegime({ ...changed(atlantis(), 'clocks.0.counting', counting), calendar });
  given().when(receive(rolling), at(rolling)).then({ refused: 'business-days-not-counted' });
});

test('a regime whose business days are another’s, or only a chance, is taken', () => {
  const china = shipped('cn-nfra-2020');
  given()
    .when(receive(china), at(china))
    .then(['ComplaintReceived', { type: 'ClockStarted', data: { clock: 'decide' } }]);
  const kingdom = shipped('uk-fca-disp');
  given()
    .when(receive(kingdom), at(kingdom))
    .then(['ComplaintReceived', { type: 'ClockStarted', data: { clock: 'final-response' } }]);
});

test('a tenth regime is data alone: its clock starts, in its own zone and months', () => {
  const tenth = asRegime(atlantis());
  given()
    .when(receive(tenth), at(tenth))
    .then([
      'ComplaintReceived',
      {
        type: 'ClockStarted',
        data: {
          clock: 'surface',
          regime: 'atlantis-2030',
          zone: 'Atlantic/Azores',
          lastDay: '2026-05-02',
          mark: 'S',
        },
      },
    ]);
});

test('a length in business days is never counted as another', () => {
  expect(() => natural({ count: 3, unit: 'business-day' })).toThrow(/business days/);
});
