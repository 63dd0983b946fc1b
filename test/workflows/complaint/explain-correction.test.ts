import { expect, test } from 'vitest';
import { timelineOf } from '../../../workflows/complaint/timeline.ts';
import { box, given, lookedInto, sun } from './a-case.ts';
import { told } from './told.ts';

test('facts that came too late by a receipt put right are said to begin the clock no more', () => {
  const [came, now] = ['2026-03-12T02:00:00.000Z', '2026-03-13T02:00:00.000Z'];
  const begun = given(lookedInto).after(
    { type: 'RecordNewFacts', data: { receivedAt: came, facts: box('A receipt.') } },
    { at: came, by: sun },
  );
  const corrected = (at: string) =>
    given(begun).after(
      { type: 'CorrectFact', data: { fact: 'received-at', at, reasons: box('Misread.') } },
      { at: now, by: sun },
    );
  const said = (at: string) =>
    timelineOf(told(corrected(at), now))[0]?.moments.at(-1)?.explained ?? { en: [], zh: [] };
  const late = said('2026-02-20T02:00:00.000Z');
  expect(late.en).toContain(
    `By this count its time was over when new facts came at ${came}: they begin it no more.`,
  );
  expect(late.zh).toContain(`按此计算，${came} 收到新事实时时限已届满，不再自该时重新起算。`);
  expect(said('2026-03-01T02:00:00.000Z').en.join(' ')).not.toContain('no more');
});
