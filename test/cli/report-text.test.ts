import { expect, test } from 'vitest';
import { reportText } from '../../cli/report-text.ts';

test('counts by a column come in the order of that column’s own counts', () => {
  const text = reportText({
    report: 'cfpb',
    title: { en: 'Title', zh: '标题' },
    institution: 'onebank',
    parked: 0,
    counts: {
      lag_bucket: { '1-7': 30, '8-15': 20, '>60': 1 },
      timely_by_lag_bucket: {
        '8-15': { Yes: 20 },
        other: { Yes: 1 },
        '>60': { No: 1 },
        '1-7': { Yes: 29, No: 1 },
      },
    },
  });
  const first = text.split('\n').map((line) => /^│ (\S+) /.exec(line)?.[1]);
  const buckets = ['1-7', '8-15', '>60'];
  expect(first.filter((cell) => cell !== undefined)).toEqual([
    'lag_bucket',
    ...buckets,
    'timely_by_lag_bucket',
    ...buckets,
    'other',
  ]);
});
