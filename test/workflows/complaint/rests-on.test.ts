import { expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Regime } from '../../../regimes/regime.ts';
import { restsOn } from '../../../workflows/complaint/rests-on.ts';
import { RECEIVED_AT, TUESDAY, clara, given, intake, received, rules } from './a-case.ts';
import { told } from './told.ts';

function regime(name: string): Regime {
  const found = rules.regime(name, { at: RECEIVED_AT });
  if (found === undefined) throw new Error(`${name} is not on the shelf.`);
  return found;
}

const nfra = regime('cn-nfra-2020');
const house = regime('iso-10002');
const PROPOSED_BY_US = { article: 'house proposal', mark: 'P' } as const;

function rested(event: ComplaintEvent, ...regimes: readonly Regime[]) {
  return restsOn(told([event], TUESDAY), regimes);
}

test('a clock whose rule was not read in its own text is one of them, with all it decided', () => {
  const cfpb = { ...intake, regime: 'us-cfpb', sentToFirmAt: RECEIVED_AT };
  const events = given().after(
    { type: 'ReceiveComplaint', data: cfpb },
    { at: RECEIVED_AT, by: clara },
  );
  const [clock, counting] = restsOn(told(events, RECEIVED_AT), [regime('us-cfpb')]);
  expect(clock).toMatchObject({ regime: 'us-cfpb', datum: 'clocks.respond', mark: 'S' });
  expect(clock?.decided.map(({ event }) => event)).toContain('ClockStarted');
  expect(counting).toMatchObject({ datum: 'clocks.respond.counting', mark: 'P' });
});

test('of a clock that was read in its own text, how its days are counted may not have been', () => {
  const rules = restsOn(told(received, TUESDAY), [nfra]);
  expect(rules.map(({ datum }) => datum)).toEqual(['clocks.decide.counting']);
});

test('a rule that was read in its own text is none, be it of a clock or of anything else', () => {
  const ended: ComplaintEvent = {
    type: 'ComplaintWithdrawn',
    data: {
      ...{ withdrawnAt: TUESDAY, by: 'hana' },
      endsFor: [
        {
          ...{ regime: 'cn-nfra-2020', ending: 'withdrawal' },
          ...{ article: nfra.endings?.[0]?.article ?? '', mark: 'V' },
        },
      ],
    },
  };
  expect(rested(ended, nfra)).toEqual([]);
});

test('a mass complaint rests on the threshold that made it one, read or not (art. 29)', () => {
  const rulesOf = (channel: 'branch' | 'phone') => {
    const data = { ...intake, channel, joint: { complainants: 20 } };
    const events = given().after({ type: 'ReceiveComplaint', data }, { at: TUESDAY, by: clara });
    return restsOn(told(events, TUESDAY), [nfra]).map(({ datum }) => datum);
  };
  const others = ['clocks.decide.counting', 'markers.mass.clock'];
  expect(rulesOf('branch').toSorted()).toEqual(others);
  expect(rulesOf('phone').toSorted()).toEqual([...others, 'thresholds.mass-complaint-elsewhere']);
});

test('who signs, how long it is kept and who stands aside are found where they stand', () => {
  const small = nfra.signOff?.find(({ name }) => name === 'small');
  const authority = { name: 'small', article: small?.article ?? '', mark: 'P' };
  const yes: ComplaintEvent = {
    type: 'DecisionSignedOff',
    data: {
      ...{ proposal: 6, letterCommitment: 'c0ffee', by: 'sun', rank: 'supervisor' },
      ...{ authority, at: TUESDAY },
    },
  };
  expect(rested(yes, nfra, house)).toEqual([
    {
      ...{ regime: 'cn-nfra-2020', version: nfra.version, datum: 'signOff.small' },
      ...{ article: authority.article, mark: 'P' },
      decided: [{ revision: 0, event: 'DecisionSignedOff' }],
    },
  ]);

  const seller = house.recusals?.find(({ name }) => name === 'seller');
  const recused: ComplaintEvent = {
    type: 'HandlerRecused',
    data: {
      ...{ handler: 'hugo', as: 'seller', by: 'sun' },
      ...{ article: seller?.article ?? '', mark: 'P' },
    },
  };
  expect(rested(recused, nfra, house)).toMatchObject([
    { regime: 'iso-10002', datum: 'recusals.seller' },
  ]);

  const term = nfra.retention?.find(({ name }) => name === 'house');
  const kept: ComplaintEvent = {
    type: 'RetentionBegun',
    data: {
      ...{ endedOn: '2026-03-03', keepUntil: '2031-03-03' },
      terms: [
        {
          ...{ name: 'house', regime: 'cn-nfra-2020', from: 'closed', until: '2031-03-03' },
          ...{ article: term?.article ?? '', mark: 'P' },
        },
      ],
    },
  };
  expect(rested(kept, house, nfra)).toMatchObject([
    { regime: 'cn-nfra-2020', datum: 'retention.house' },
  ]);
});

test('a letter rests on what every regime demands of it that it covers', () => {
  const cfpb = regime('us-cfpb');
  const notice = cfpb.notices?.find(({ occasion }) => occasion === 'decided');
  const covers = notice?.content.map(({ name }) => name) ?? [];
  const box = { key: 'k', sealed: 's', commitment: 'c' };
  const proposed = (covered: string[]): ComplaintEvent => ({
    type: 'DecisionProposed',
    data: {
      ...{ outcome: 'upheld', remedy: { kind: 'apology' }, reasons: box, letter: box },
      ...{ restsOn: [], covers: covered, by: 'hana' },
    },
  });
  expect(rested(proposed(covers), nfra, cfpb)).toMatchObject([
    { regime: 'us-cfpb', datum: `notices.${notice?.name ?? ''}`, mark: 'S' },
  ]);
  expect(rested(proposed([]), nfra, cfpb)).toEqual([]);
});

test('a rule that no regime of the case has is told by the event’s own words', () => {
  const awaited: ComplaintEvent = {
    type: 'CaseReopened',
    data: {
      disputedAt: TUESDAY,
      reasons: { key: 'k', sealed: 's', commitment: 'c' },
      by: 'sun',
      ...PROPOSED_BY_US,
    },
  };
  expect(rested(awaited)).toMatchObject([{ regime: null, datum: null, ...PROPOSED_BY_US }]);
});
