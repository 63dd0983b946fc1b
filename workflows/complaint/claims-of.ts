import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Regime } from '../../regimes/regime.ts';

type Origin = { readonly article: string; readonly mark: string };

/** What an event says of a rule that decided it, and which data of a regime can be meant. */
export type Claim = {
  /** Whose rule it is, where the event says so; otherwise the first of the regimes that has it. */
  readonly regime?: string | undefined;
  /** Article and mark as recorded; left out where the event records none, and every datum found counts. */
  readonly origin?: Origin;
  /** Every regime's, since all of them decided together; otherwise the first one's alone. */
  readonly ofEach?: true;
  readonly of: (regime: Regime) => readonly (Origin & { readonly path: string })[];
};

/** The claims of an event that is none of a clock. Clocks say all of it themselves. */
export function claimsOf({ type, data }: ComplaintEvent): readonly Claim[] {
  switch (type) {
    case 'ComplaintWithdrawn':
    case 'EndedWithoutDecision':
    case 'TellingExcused':
      return endingClaims(data);
    case 'DecisionSignedOff':
    case 'ReviewSignedOff':
      return data.authority === undefined
        ? []
        : [{ origin: originOf(data.authority), of: listed('signOff', data.authority.name) }];
    case 'RetentionBegun':
      return [
        ...data.terms.map((term) => ofRegime('retention', term)),
        ...(data.holds ?? []).map((hold) => ofRegime('legalHolds', hold)),
      ];
    case 'NonRoutineMarked':
      return [
        { origin: originOf(data), of: markedBy(data) },
        ...(data.clock === null ? [] : [markerClock(data.marker, data.clock)]),
      ];
    case 'NewFactsReceived':
      return newFactsClaims(data.confirmation);
    case 'NewFactsLeftUnconfirmed':
      return [newFactsClaim('secondPerson', data)];
    case 'InterestRecorded':
    case 'HandlerRecused':
      return [
        {
          origin: originOf(data),
          of: ({ recusals = [] }) =>
            placed(
              'recusals',
              recusals.filter(({ of }) => of.includes(data.as)),
            ),
        },
      ];
    case 'DecisionProposed':
      return [letterClaim('decided', data.covers)];
    case 'ReviewProposed':
      return [letterClaim('review-decided', data.covers)];
    case 'DelayExplained':
      return [{ ...letterClaim('delayed', data.covers), origin: originOf(data) }];
    case 'ExtensionRequested':
      return data.notice === undefined
        ? []
        : [{ ...letterClaim('extended', data.notice.covers), origin: originOf(data.notice) }];
    case 'FoundNoComplaint':
      return [{ origin: originOf(data), of: listed('parts', 'complaint') }];
    case 'HandlerAwaited':
      return [single('unassigned', data)];
    case 'PauseEndExpected':
      return [single('expectedEnd', data)];
    case 'ReviewRequested':
      return [single('review', data)];
    case 'CaseReopened':
      return [single('reopening', data)];
    case 'OtherwiseAgreed':
      // One that moves a clock stands among the moments of that clock.
      return data.clock === undefined ? [single('agreedOtherwise', data)] : [];
    case 'RegimeVersionAdopted':
      return [{ ...single('transition', data), regime: data.regime }];
    default:
      return [];
  }
}

/** What a number of people brings rests on the threshold, or, in older records, on the marker alone. */
function markedBy({ marker, because }: EventData<'NonRoutineMarked'>): Claim['of'] {
  const ofMarker = listed('markers', marker);
  if (because !== 'rule') return ofMarker;
  return (regime) => {
    const brought = (regime.thresholds ?? []).filter(({ marks }) => marks === marker);
    return [...placed('thresholds', brought), ...ofMarker(regime)];
  };
}

type Ending = Extract<
  ComplaintEvent,
  { type: 'ComplaintWithdrawn' | 'EndedWithoutDecision' | 'TellingExcused' }
>['data'];

/** Under several regimes each one's own ending; of before that was written, the one article. */
function endingClaims(data: Ending): readonly Claim[] {
  if (data.endsFor !== undefined)
    return data.endsFor.map(({ ending, ...rule }) => ({
      regime: rule.regime,
      origin: originOf(rule),
      of: listed('endings', ending),
    }));
  const { article, mark } = data;
  if (article === undefined || mark === undefined) return [];
  const name = 'ending' in data ? data.ending : 'withdrawal';
  return [{ origin: { article, mark }, of: listed('endings', name) }];
}

/** What a letter had to hold when it was accepted, by every regime whose demand it covers. */
function letterClaim(occasion: Notice['occasion'], covers: readonly string[] = []): Claim {
  return {
    ofEach: true,
    of: ({ notices = [] }) =>
      placed(
        'notices',
        notices.filter(
          (notice) =>
            notice.occasion === occasion &&
            notice.content.every(({ name }) => covers.includes(name)),
        ),
      ),
  };
}

type Notice = NonNullable<Regime['notices']>[number];
type Listed = 'endings' | 'legalHolds' | 'markers' | 'parts' | 'retention' | 'signOff';
type Single =
  'agreedOtherwise' | 'expectedEnd' | 'reopening' | 'review' | 'transition' | 'unassigned';

function listed(section: Listed, name: string): Claim['of'] {
  return (regime) =>
    placed(section, regime[section] ?? []).filter(({ path }) => path === `${section}.${name}`);
}

type Term = Origin & { readonly name: string; readonly regime?: string | undefined };

function ofRegime(section: Listed, { name, regime, ...rule }: Term): Claim {
  return { regime, origin: originOf(rule), of: listed(section, name) };
}

function markerClock(marker: string, rule: Origin): Claim {
  const of: Claim['of'] = ({ markers = [] }) =>
    markers.flatMap(({ name, clock }) =>
      name === marker && clock !== undefined
        ? [{ path: `markers.${name}.clock`, ...originOf(clock) }]
        : [],
    );
  return { origin: originOf(rule), of };
}

/** Who must confirm that facts are new, and from which rank on. */
function newFactsClaims(said: EventData<'NewFactsReceived'>['confirmation']): readonly Claim[] {
  if (said === undefined) return [];
  const second = newFactsClaim('secondPerson', said);
  return said.rank === undefined ? [second] : [second, newFactsClaim('atMost', said)];
}

function newFactsClaim(what: 'secondPerson' | 'atMost', rule: Origin): Claim {
  const of: Claim['of'] = ({ repeats = [] }) =>
    repeats.flatMap(({ name, [what]: asked }) =>
      asked === undefined ? [] : [{ path: `repeats.${name}.${what}`, ...originOf(asked) }],
    );
  return { origin: originOf(rule), of };
}

function single(section: Single, rule: Origin): Claim {
  const of: Claim['of'] = ({ [section]: datum }) => {
    if (datum === undefined) return [];
    return [{ path: section, ...originOf(datum) }];
  };
  return { origin: originOf(rule), of };
}

function placed(section: string, data: readonly (Origin & { readonly name: string })[]) {
  return data.map(({ name, ...rule }) => ({ path: `${section}.${name}`, ...originOf(rule) }));
}

/** Article and mark alone, of what says more. */
function originOf({ article, mark }: Origin): Origin {
  return { article, mark };
}
