import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Box } from '../../events/personal.ts';
import { sameJson } from '../../events/same-json.ts';
import { after } from '../calendar.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState, ImportedCase } from './state.ts';

/**
 * Records that others kept come in as what their source states, and as nothing else: no sign-off, no letter, no clock.
 * A later snapshot adds what it changed; what it leaves out or blank is not taken back, and an older snapshot changes
 * nothing that a newer one said. Facts equal to the recorded ones leave nothing.
 */

/** No place on earth is further ahead of UTC, in milliseconds: a day begins there first. */
const AHEAD = 14 * 3_600_000;

export function importCase(
  state: ComplaintState,
  data: CommandData<'ImportCase'>,
  { now }: Context,
): Decision<ComplaintEvent> {
  const refused = isAnotherCase(state, data) ?? impossible(data, now);
  if (refused !== undefined) return refused;
  const { imported } = state;
  if (imported === null) return { events: [{ type: 'CaseImported', data }] };
  const { saidOn: _saidOn, takenOver: _takenOver, ...known } = imported;
  return sameJson({ ...known, snapshotOn: data.snapshotOn }, data)
    ? { events: [] }
    : refuse(
        'case-already-imported',
        'The case was imported before, with other facts: import them as another snapshot.',
        '该案件此前已导入，且内容不同，请作为新快照导入。',
      );
}

export function importFacts(
  state: ComplaintState,
  data: CommandData<'ImportFacts'>,
  { now }: Context,
): Decision<ComplaintEvent> {
  const { imported } = state;
  if (imported === null) return refuseReceived();
  const changed = changesOf(imported, data);
  const refused =
    isAnotherCase(state, data) ??
    impossible(
      {
        snapshotOn: data.snapshotOn,
        receivedOn: changed.receivedOn ?? imported.receivedOn,
        sentOn: changed.sentOn ?? imported.sentOn,
      },
      now,
    );
  if (refused !== undefined) return refused;
  const { snapshotOn: _snapshotOn, facts, ...rest } = changed;
  const nothing = Object.keys(facts).length === 0 && Object.keys(rest).length === 0;
  return nothing ? { events: [] } : { events: [{ type: 'ImportedFactsChanged', data: changed }] };
}

type Changes = EventData<'ImportedFactsChanged'>;

/** What a snapshot says that is not recorded yet, less what a newer snapshot said otherwise. */
function changesOf(imported: ImportedCase, data: CommandData<'ImportFacts'>): Changes {
  const { snapshotOn } = data;
  const isNews = <Stated>(
    name: string,
    known: Stated | null | undefined,
    stated: Stated | undefined,
  ): boolean =>
    stated !== undefined &&
    !sameJson(known, stated) &&
    (known === undefined || known === null || snapshotOn >= saidOn(imported, name));
  const facts = Object.entries(data.facts).filter(([name, value]) =>
    isNews(name, imported.facts[name], value),
  );
  const { narrative, standing, receivedOn, sentOn } = data;
  return {
    snapshotOn,
    facts: Object.fromEntries(facts),
    ...(isNews('@narrative', imported.narrative, narrative) ? { narrative } : {}),
    ...(isNews('@standing', imported.standing, standing) ? { standing } : {}),
    ...(isNews('@received-on', imported.receivedOn, receivedOn) ? { receivedOn } : {}),
    ...(isNews('@sent-on', imported.sentOn, sentOn) ? { sentOn } : {}),
  };
}

function saidOn({ saidOn: changed, snapshotOn }: ImportedCase, name: string): string {
  return changed[name] ?? snapshotOn;
}

type Refused = { readonly refused: Refusal };

/** Numbers are drawn from source and reference: another complaint may have drawn the same. */
function isAnotherCase(
  { received, imported }: ComplaintState,
  { source, reference }: { readonly source: string; readonly reference: Box },
): Refused | undefined {
  if (received !== null) return refuseReceived();
  if (imported === null) return undefined;
  return imported.source === source && sameJson(imported.reference, reference)
    ? undefined
    : refuse(
        'case-number-collision',
        'Another complaint has this case number.',
        '该案号已被另一投诉占用。',
      );
}

type Days = {
  readonly snapshotOn: string;
  readonly receivedOn: string;
  readonly sentOn: string | null;
};

function impossible({ snapshotOn, receivedOn, sentOn }: Days, now: string): Refused | undefined {
  const latest = after(now, AHEAD).slice(0, 10);
  if (snapshotOn > latest || receivedOn > latest || (sentOn ?? '') > latest)
    return refuse(
      'dated-in-the-future',
      'A snapshot, a receipt or a sending cannot be dated later than today.',
      '快照日期、接收日期和转送日期不能晚于今日。',
    );
  if (sentOn !== null && sentOn < receivedOn)
    return refuse(
      'sent-before-received',
      'The complaint cannot have been sent to the firm before it was received.',
      '投诉转送机构的时间不能早于其接收时间。',
    );
  return undefined;
}

function refuseReceived(): Refused {
  return refuse(
    'received-here-already',
    'The complaint was submitted here: an import adds nothing to it.',
    '该投诉系直接提交受理，不接受导入。',
  );
}
