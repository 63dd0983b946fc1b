import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import { lostBy } from '../../../workflows/complaint/merge-losses.ts';
import {
  DUE_AT,
  RECEIVED_AT,
  TUESDAY,
  box,
  clara,
  classification,
  given,
  hana,
  intake,
  sun,
} from './a-case.ts';

type Events = readonly ComplaintEvent[];

const LATER = '2026-03-04T02:00:00.000Z';
const NEXT_DAY = '2026-03-18T15:59:59.999Z';
const engine = { at: LATER };
/** Assigned, so that its decision is all that is owed. */
const under = (regimes: readonly string[], receivedAt = RECEIVED_AT): Events => {
  const [regime = '', ...overlays] = regimes;
  return [
    ...given().after(
      { type: 'ReceiveComplaint', data: { ...intake, regime, overlays, receivedAt } },
      { at: TUESDAY, by: clara },
    ),
    { type: 'CaseAssigned', data: { handler: 'hana', unit: 'consumer-protection', by: 'sun' } },
  ];
};
const china = (receivedAt?: string) => under(['cn-nfra-2020'], receivedAt);
/** What the other case is asked when somebody merges this one. */
const asks = (merged: Events): ComplaintCommand<'AcceptMerge'> => {
  const asked = given(merged).after(
    { type: 'MergeIntoCase', data: { into: '0123456789AB', reasons: box('The same.') } },
    { at: LATER, by: sun },
  );
  const [errand] = complaint.errands(given(asked).state());
  const { command } = errand?.input as { command: ComplaintCommand<'AcceptMerge'> };
  return { ...command, data: { ...command.data, from: 'complaint-bank.BA9876543210' } };
};
const merging = (merged: Events, into: Events) => given(into).when(asks(merged), engine);

describe('what a merge would end is named to the other case', () => {
  test('its regimes and the clocks of the law that still run', () => {
    expect(asks(china()).data.ends).toEqual({
      regimes: ['cn-nfra-2020'],
      clocks: [{ clock: 'decide', regime: 'cn-nfra-2020', startsAt: RECEIVED_AT, dueAt: DUE_AT }],
    });
  });

  test('with what only adds to them, and no target of the house', () => {
    expect(asks(under(['cn-nfra-2020', 'iso-10002'])).data.ends).toMatchObject({
      regimes: ['cn-nfra-2020', 'iso-10002'],
      clocks: [{ clock: 'decide', regime: 'cn-nfra-2020' }],
    });
  });

  test('nothing of a regime that knows no merging, under which the case goes on', () => {
    expect(asks(under(['uk-fca-disp'])).data.ends).toEqual({ regimes: [], clocks: [] });
    expect(asks(under(['uk-fca-disp', 'cn-nfra-2020'])).data.ends).toMatchObject({
      regimes: ['cn-nfra-2020'],
      clocks: [{ clock: 'decide.cn-nfra-2020' }],
    });
  });
});

describe('the other case loses nothing that the law gives the merged one', () => {
  test('it comes under every regime that would end', () => {
    for (const regimes of [['uk-fca-disp'], ['cn-pboc-2020', 'uk-fca-disp']])
      merging(china(), under(regimes)).then({ refused: 'merge-loses-regime' });
    merging(under(['cn-nfra-2020', 'iso-10002']), china()).then({ refused: 'merge-loses-regime' });
    merging(china(), under(['cn-nfra-2020', 'uk-fca-disp'])).then(['MergeAccepted']);
    merging(under(['uk-fca-disp']), china()).then(['MergeAccepted']);
  });

  test('whichever regime leads there', () => {
    merging(china(), under(['cn-pboc-2020', 'cn-nfra-2020'])).then(['MergeAccepted']);
    merging(under(['cn-pboc-2020', 'cn-nfra-2020']), china()).then(['MergeAccepted']);
  });

  test('and owes the decision no later: on the same day or before, not the day after', () => {
    merging(china(), china()).then(['MergeAccepted']);
    merging(china(TUESDAY), china()).then(['MergeAccepted']);
    merging(china(), china(TUESDAY)).then({ refused: 'merge-loses-deadline' });
    expect(given(china(TUESDAY)).state().clocks).toMatchObject([{ dueAt: NEXT_DAY }]);
  });

  test('nor in a time that was extended, or stands still', () => {
    const classified = given(china()).after(
      { type: 'ClassifyComplaint', data: classification },
      { at: LATER, by: hana },
    );
    const extended = given(classified).after(
      {
        type: 'RequestExtension',
        data: { clock: 'decide', step: 'complex', reasons: box('Records are needed.') },
      },
      { at: LATER, by: hana },
    );
    merging(china(), extended).then({ refused: 'merge-loses-deadline' });
    merging(extended, china()).then(['MergeAccepted']);
    merging(extended, extended).then(['MergeAccepted']);
    const mediated = given(china()).after(
      {
        type: 'BeginMediation',
        data: {
          ...{ body: 'm', appliedAt: TUESDAY },
          ...{ complainantAgrees: true, agreement: box('Signed.') },
        },
      },
      { at: LATER, by: sun },
    );
    merging(china(), mediated).then({ refused: 'merge-loses-deadline' });
    merging(mediated, china()).then(['MergeAccepted']);
  });

  test('before it brings its new facts, which begin the period there again', () => {
    const { type, data } = asks(china());
    given(china(TUESDAY))
      .when({ type, data: { ...data, newFactsAt: LATER, by: 'sun' } }, engine)
      .then({ refused: 'merge-loses-deadline' });
    given(china())
      .when({ type, data: { ...data, newFactsAt: LATER, by: 'sun' } }, engine)
      .then(['MergeAccepted', 'NewFactsReceived', 'ClockRestarted']);
  });
});

test('a clock that is not counted yet is kept by one that began no later', () => {
  const one = { clock: 'decide', regime: 'cn-nfra-2020', startsAt: TUESDAY };
  const ends = { regimes: [], clocks: [one] };
  const lost = (startsAt: string, dueAt?: string) =>
    lostBy(ends, {
      regimes: [],
      clocks: [{ ...one, startsAt, ...(dueAt === undefined ? {} : { dueAt }) }],
    }).clocks.length;
  expect([lost(RECEIVED_AT), lost(TUESDAY), lost(TUESDAY, DUE_AT)]).toEqual([0, 0, 0]);
  expect([lost(LATER), lost(LATER, DUE_AT)]).toEqual([1, 1]);
});

test('a time limit that became stricter while the other case was asked keeps the complaint open', () => {
  const asked = given(china(TUESDAY)).after(
    { type: 'MergeIntoCase', data: { into: '0123456789AB', reasons: box('The same.') } },
    { at: LATER, by: sun },
  );
  const answer = {
    type: 'RecordMergeAnswer',
    data: { merge: asked.length - 1, outcome: { status: 'recorded' } },
  } as const;
  given(asked)
    .when(answer, engine)
    .then(['CaseMerged', 'ClockStopped', 'CaseClosed', 'RetentionBegun']);
  const corrected = given(asked).after(
    { type: 'CorrectFact', data: { fact: 'received-at', at: RECEIVED_AT, reasons: box('r') } },
    { at: LATER, by: sun },
  );
  given(corrected)
    .when(answer, engine)
    .then([{ type: 'MergeRefused', data: { code: 'merge-outdated' } }]);
});

test('a merge of before this was asked for is answered as it was', () => {
  const { type, data } = asks(china());
  const { ends: _ends, ...before } = data;
  given(under(['uk-fca-disp']))
    .when({ type, data: before }, engine)
    .then(['MergeAccepted']);
});
