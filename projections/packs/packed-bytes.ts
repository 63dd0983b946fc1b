import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical } from '../../events/log/canonical.ts';
import type { JsonObject, RecordedEvent } from '../../events/envelope.ts';
import type { RuleBookEntry, CalendarOnShelf } from '../../regimes/rule-book.ts';
import type { Proved } from './proved-events.ts';

/** How the files of a pack are written. */

/** Events as they are stored, one a line, with the time beside them. */
export function eventLines(events: readonly Proved[]): Buffer {
  const written = events.map(
    ({ event: { recordedAt, text } }) => `${JSON.stringify({ recordedAt, text })}\n`,
  );
  return Buffer.from(written.join(''), 'utf8');
}

export function pretty(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`, 'utf8');
}

/** The bytes over which events name a rule by its hash. */
export function ruleBytes(entry: RuleBookEntry | CalendarOnShelf): Buffer {
  const rule = 'regime' in entry ? entry.regime : entry.calendar;
  return Buffer.from(canonical(rule as JsonObject).text, 'utf8');
}

/** The hashes of all rules that events rest on. */
export function groundsOf(events: readonly Proved[]): ReadonlySet<string> {
  const grounds = events.flatMap(({ event: { text } }) => {
    const said = JSON.parse(text) as Pick<RecordedEvent, 'meta'>;
    return said.meta.grounds;
  });
  return new Set(grounds.map(({ sha256 }) => sha256));
}

/** What every pack holds for its receiver. */
export function receiversFiles(): readonly (readonly [string, Buffer])[] {
  return [
    ['README.md', readFileSync(join(import.meta.dirname, 'receiver.md'))],
    ['verify.mjs', readFileSync(join(import.meta.dirname, 'verify.mjs'))],
  ];
}
