import { expect, test } from 'vitest';
import { withConfirmations } from '../../api/read-clocks.ts';
import { clocksText } from '../../cli/case-clocks-command.ts';
import { timelineOf } from '../../workflows/complaint/timeline.ts';
import { clara, given, intake, received, rules } from '../workflows/complaint/a-case.ts';
import { told } from '../workflows/complaint/told.ts';

const RECEIVED = '2026-03-02T01:30:00.000Z';
const cfpb = { ...intake, regime: 'us-cfpb', receivedAt: RECEIVED, sentToFirmAt: RECEIVED };
const events = given().after({ type: 'ReceiveComplaint', data: cfpb }, { at: RECEIVED, by: clara });
const timelines = timelineOf(told(events, RECEIVED));
const confirmation = {
  ...{ regime: 'us-cfpb', version: timelines[0]?.version ?? '', path: 'clocks.respond' },
  ...{ confirmedBy: 'Ann Lee', on: '2026-11-24' },
};

test('a date whose rule nobody read in its own text says so, and who of the house confirmed it', () => {
  const [unconfirmed] = withConfirmations(timelines, []);
  expect(unconfirmed?.moments[0]).toMatchObject({
    mark: 'S',
    datum: 'clocks.respond',
    confirmed: null,
  });
  const [confirmed] = withConfirmations(timelines, [confirmation]);
  expect(confirmed?.moments[0]?.confirmed).toEqual({ by: 'Ann Lee', on: '2026-11-24' });
  const text = (confirmations: readonly (typeof confirmation)[]) =>
    clocksText({ clocks: withConfirmations(timelines, confirmations) }, true);
  expect(text([])).toMatch(/\(S, .*unconfirmed 未确认.*\)/);
  expect(text([confirmation])).toContain('(S, confirmed by Ann Lee on 2026-11-24 已确认)');
});

test('a confirmation of another version, or of another datum, confirms nothing here', () => {
  for (const other of [{ version: '1999' }, { path: 'clocks.respond.extensions.in-progress' }]) {
    const [clock] = withConfirmations(timelines, [{ ...confirmation, ...other }]);
    expect(clock?.moments[0]?.confirmed).toBeNull();
  }
});

test('how days are counted shows its mark and who confirmed it, in JSON and in text', () => {
  const counted = timelineOf(told(received, RECEIVED), rules);
  const path = 'clocks.decide.counting';
  const china = { ...confirmation, regime: 'cn-nfra-2020', version: '2020-03-01', path };
  const [unconfirmed] = withConfirmations(counted, []);
  expect(unconfirmed?.moments[0]?.restsOn).toMatchObject([
    { datum: path, mark: 'M', confirmed: null },
  ]);
  const [confirmed] = withConfirmations(counted, [china]);
  expect(confirmed?.moments[0]?.restsOn).toMatchObject([{ confirmed: { by: 'Ann Lee' } }]);
  const clocks = withConfirmations(counted, [china]);
  for (const explain of [true, false]) {
    const text = clocksText({ clocks }, explain);
    expect(text).toContain(
      `rests on · 依据 ${path} (M, confirmed by Ann Lee on 2026-11-24 已确认): Civil Code`,
    );
    expect(text).toContain('作出处理决定并告知投诉人');
    expect(text).toContain('legal · 法定期限');
    expect(text).toContain('ClockStarted · 时限起算');
  }
});
