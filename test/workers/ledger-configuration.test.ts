import { expect, test } from 'vitest';
import { readLedgerConfiguration } from '../../workers/ledger-configuration.ts';

test('heads are signed every 1000 events or five minutes and dropped into the home, unless told', () => {
  const unset = { REDRESS_WITNESS: '', REDRESS_LEDGER_EVENTS: '' };
  expect(readLedgerConfiguration('/srv/redress', unset)).toEqual({
    ...{ witness: '/srv/redress/witness', everyEvents: 1_000, everySeconds: 300 },
  });
  const told = { REDRESS_WITNESS: '/mnt/heads', REDRESS_LEDGER_EVENTS: '5' };
  expect(readLedgerConfiguration('/srv/redress', { ...told, REDRESS_LEDGER_SECONDS: '9' })).toEqual(
    { witness: '/mnt/heads', everyEvents: 5, everySeconds: 9 },
  );
});

test('every setting that is wrong is named', () => {
  const wrong = { REDRESS_LEDGER_EVENTS: '0', REDRESS_LEDGER_SECONDS: 'soon' };
  const read = () => readLedgerConfiguration('/srv/redress', wrong);
  expect(read).toThrow(/REDRESS_LEDGER_EVENTS: .*\n.*REDRESS_LEDGER_SECONDS: /);
});
