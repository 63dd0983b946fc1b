/** What the source of an imported case states, under its own names. */
export type Facts = { readonly [name: string]: string };

type Stated = {
  readonly facts: Facts;
  readonly product: string | null;
  readonly channel: string | null;
  readonly unit: string | null;
  readonly branch: string | null;
  readonly cause: string | null;
  readonly outcome: string | null;
  readonly timely: boolean | null;
};

/** What the board shows of a source's facts, under whichever of its names a format gives them. */
export function stated(facts: Facts): Stated {
  return {
    facts,
    product: facts['product'] ?? null,
    channel: facts['submitted-via'] ?? facts['channel'] ?? null,
    unit: facts['unit'] ?? null,
    branch: facts['unit'] ?? null,
    cause: facts['cause'] ?? facts['issue'] ?? null,
    outcome: statedOutcome(facts),
    timely: statedVerdict(facts),
  };
}

export function statedOutcome(facts: Facts | null): string | null {
  return facts?.['company-response'] ?? facts?.['outcome'] ?? null;
}

export function statedVerdict(facts: Facts | null): boolean | null {
  const said = facts?.['timely'];
  return said === 'Yes' ? true : said === 'No' ? false : null;
}
