import type { Json, JsonObject } from '../../envelope.ts';

/** Version 1 told a count by its legs; version 2 by its steps, and with the day that was counted to. */
export function withCountSteps({ trace, ...rest }: JsonObject): JsonObject {
  const { dueAt = null, lastDay = null, zone = 'UTC' } = rest;
  const legs = Array.isArray(trace) ? (trace as readonly JsonObject[]) : [];
  const steps = legs.map(
    ({ rule = null, count = null, unit = null, from = null, startDayCounts = null }): Json => ({
      step: rule,
      ...{ count, unit, from, startDayCounts, zone },
    }),
  );
  return { ...rest, countedTo: lastDay, trace: [...steps, { step: 'end', dueAt, lastDay }] };
}
