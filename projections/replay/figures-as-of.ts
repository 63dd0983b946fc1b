import type { Instant, RecordedEvent, Text } from '../../events/envelope.ts';
import type { Axis } from '../../workflows/replay/cut-at.ts';
import { differences } from '../../workflows/replay/differences.ts';
import type { Difference } from '../../workflows/replay/differences.ts';
import { eventsBetween } from './events-between.ts';
import type { EventBetween } from './events-between.ts';
import type { At } from './folds-at.ts';
import { notCome } from './not-come.ts';

export type Cases = () => AsyncIterable<readonly RecordedEvent[]>;

/** How a report or a return is made of the cases as they stood. */
export type FiguresAt = (cases: AsyncIterable<readonly RecordedEvent[]>, at: At) => Promise<object>;

export type Instants = {
  readonly institution: string;
  readonly by: Axis;
  readonly instant: Instant;
  readonly against?: Instant;
};

/** Figures at an instant and, at another one, what differs and the events behind it. */
export type FiguresAsOf = {
  readonly at: Instant;
  readonly by: Axis;
  /** Only where one of the instants has not come yet. */
  readonly knownAt?: Instant;
  readonly figures: object;
  readonly against?: {
    readonly at: Instant;
    readonly figures: object;
    readonly differs: readonly Difference[];
    readonly events: readonly EventBetween[];
  };
};

/** Nothing had happened yet: figures of nought would look like an answer. */
export class NothingBegun extends Error {
  override readonly name = 'NothingBegun';
  readonly because: Text;
  constructor(because: Text) {
    super(because.en);
    this.because = because;
  }
}

/** Throws `NothingBegun` when one of the instants lies before the first event of every case. */
export async function figuresAsOf(
  cases: Cases,
  figuresAt: FiguresAt,
  asked: Instants,
): Promise<FiguresAsOf> {
  const { instant, against, by } = asked;
  await mustHaveBegun(cases, asked);
  const figures = await figuresAt(cases(), { instant, by });
  const told = { at: instant, by, ...notCome([instant, against]), figures };
  if (against === undefined) return told;
  const others = await figuresAt(cases(), { instant: against, by });
  const events = await eventsBetween(cases(), { instant, against, by });
  const differs = differences(figures, others);
  return { ...told, against: { at: against, figures: others, differs, events } };
}

async function mustHaveBegun(
  cases: Cases,
  { instant, against = instant, by, institution }: Instants,
): Promise<void> {
  const early = against < instant ? against : instant;
  let first: Instant | undefined;
  for await (const [event] of cases()) {
    const at = by === 'recorded' ? event?.recordedAt : event?.meta.occurredAt;
    if (at !== undefined && at <= early) return;
    if (at !== undefined && (first === undefined || at < first)) first = at;
  }
  const since = first === undefined ? '' : ` The first event is of ${first}.`;
  const zh = first === undefined ? '' : `首个事件的时间为 ${first}。`;
  throw new NothingBegun({
    en: `${institution} has no event up to ${early}: there is nothing to count.${since}`,
    zh: `截至 ${early}，${institution} 尚无事件，无可统计。${zh}`,
  });
}
