import { expect, test } from 'vitest';
import { withhold } from '../../api/withhold.ts';
import { hana } from '../workflows/complaint/a-case.ts';
import { pressure } from '../workflows/complaint/handling-samples.ts';

const meta = {
  submission: { id: 'person:test:1', command: 0, of: 1 },
  actor: hana,
  occurredAt: pressure.at,
  decidedAt: pressure.at,
  grounds: [],
  command: { type: 'RecordPressure', data: pressure },
};
const event = { type: 'PressureRecorded', data: { ...pressure, by: 'hana' }, meta };

test('pressure on the handler is read by the head and above only, the command as well', () => {
  for (const role of ['head', 'executive']) expect(withhold(event, role)).toBe(event);
  for (const role of ['clerk', 'handler', 'supervisor', 'import', 'complainant']) {
    const shown = withhold(event, role);
    expect(shown).toMatchObject({ type: 'PressureRecorded', data: { withheld: true } });
    expect(JSON.stringify(shown)).not.toContain(pressure.account.sealed);
    expect(JSON.stringify(shown)).not.toContain(pressure.from);
  }
});

test('all else is shown as it was recorded', () => {
  const other = { ...event, type: 'ContactRecorded' };
  expect(withhold(other, 'clerk')).toBe(other);
});
