import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { regime } from '../../regimes/regime.ts';
import { schemaFields } from './fields-read.ts';

/**
 * What decides by each kind of datum, or shows it where it decides: a kind that nothing reads is not in the schema.
 * Names, titles and what says of which version a file is are read by the rule book, and are no rules.
 */
const READERS: { readonly [Kind in keyof typeof regime.shape]: string } = {
  name: 'regimes/rule-book.ts',
  version: 'regimes/rule-book.ts',
  title: 'cli/regime-text.ts',
  invented: 'cli/regime-text.ts',
  over: 'workflows/complaint/regimes-of.ts',
  source: 'cli/regime-text.ts',
  zone: 'workflows/complaint/counting.ts',
  calendar: 'workflows/complaint/counting.ts',
  effectiveFrom: 'regimes/rule-book.ts',
  effectiveTo: 'regimes/rule-book.ts',
  inForce: 'cli/regime-count.ts',
  transition: 'workflows/complaint/new-versions.ts',
  kinds: 'regimes/overlay.ts',
  clocks: 'regimes/overlay.ts',
  pauses: 'workflows/complaint/pause-clocks.ts',
  repeats: 'workflows/complaint/restart-clocks.ts',
  endings: 'workflows/complaint/endings.ts',
  parts: 'workflows/complaint/intake-rules.ts',
  materials: 'workflows/complaint/intake-rules.ts',
  mediation: 'workflows/complaint/intake-rules.ts',
  review: 'workflows/complaint/request-review.ts',
  routes: 'workflows/complaint/letter-routes.ts',
  recusals: 'workflows/complaint/recusal.ts',
  notices: 'workflows/complaint/letter-content.ts',
  proofs: 'workflows/complaint/telling-proof.ts',
  agreedOtherwise: 'workflows/complaint/agree-otherwise.ts',
  agreedWithin: 'workflows/complaint/agree-otherwise.ts',
  expectedEnd: 'workflows/complaint/expected-end.ts',
  signOff: 'workflows/complaint/sign-off-authority.ts',
  rejection: 'workflows/complaint/acceptance.ts',
  reopening: 'workflows/complaint/reopen.ts',
  retention: 'workflows/complaint/retention.ts',
  legalHolds: 'workflows/complaint/retention.ts',
  markers: 'workflows/complaint/non-routine-rules.ts',
  thresholds: 'workflows/complaint/non-routine-rules.ts',
  reminders: 'workflows/complaint/reminders.ts',
  unassigned: 'workflows/complaint/handler-awaited.ts',
  reports: 'workflows/complaint/owed.ts',
  duties: 'workflows/complaint/owed.ts',
};

describe('each kind of datum of a regime', () => {
  test('has a reader', () => {
    expect(Object.keys(READERS).toSorted()).toEqual(Object.keys(regime.shape).toSorted());
  });

  test.each(Object.entries(READERS))('%s is read by %s', (kind, file) => {
    const code = readFileSync(join(import.meta.dirname, '..', '..', file), 'utf8');
    // Read as a field, or taken out of the whole; a word of a comment is neither.
    expect(code).toMatch(new RegExp(`[.{,'[]\\s*${kind}\\b`));
  });
});

/** Shown with their datum wherever it is shown, by code that knows no field by name. */
const SHOWN = ['name', 'title'];

/**
 * Read through a type of the reader's own, which does not lead back to the schema: by whom. `inForce` is shown with a
 * date that rests on it, by its path.
 */
const OTHERWISE: { readonly [field: string]: string } = {
  'regimes/length.ts count': 'workflows/count-period.ts',
  'regimes/length.ts unit': 'workflows/count-period.ts',
  'regimes/retention.ts kinds': 'regimes/overlay.ts',
  'regimes/regime.ts inForce': 'cli/regime-count.ts',
  'regimes/threshold.ts to': 'cli/owed-text.ts',
  'regimes/threshold.ts every': 'cli/owed-text.ts',
  'regimes/threshold.ts periodsEnd': 'cli/owed-text.ts',
  'regimes/threshold.ts dueOn': 'cli/owed-text.ts',
  'regimes/threshold.ts firstPeriod': 'cli/owed-text.ts',
  'regimes/threshold.ts dueWithin': 'cli/owed-text.ts',
};

test(
  'each field inside a datum is read by the code, at whatever depth',
  { timeout: 120_000 },
  () => {
    const fields = schemaFields();
    expect(fields.length).toBeGreaterThan(100);
    const unread = fields
      .filter(({ name, isRead }) => !isRead && !SHOWN.includes(name))
      .map(({ at, name }) => `${at.split(':')[0] ?? ''} ${name}`);
    expect(unread.toSorted()).toEqual(Object.keys(OTHERWISE).toSorted());
  },
);

test.each(Object.entries(OTHERWISE))('%s is read by %s', (field, file) => {
  const code = readFileSync(join(import.meta.dirname, '..', '..', file), 'utf8');
  expect(code).toMatch(new RegExp(`\\b${field.split(' ')[1] ?? ''}\\b`));
});
