import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { ComplaintState, ImportedCase } from './state.ts';

type OfType<Type extends ComplaintEvent['type']> = Extract<ComplaintEvent, { type: Type }>;

/** A case after an event of its import. Once a person has taken it over, its source no longer opens or closes it. */
export function importedAfter(
  state: ComplaintState,
  event: OfType<'CaseImported' | 'ImportedFactsChanged' | 'CaseTakenOver'>,
  revision: number,
): ComplaintState {
  const { imported } = state;
  if (event.type === 'CaseImported')
    return {
      ...state,
      status: event.data.standing,
      imported: { ...event.data, saidOn: {}, takenOver: null },
    };
  if (imported === null) return state;
  if (event.type === 'CaseTakenOver')
    return { ...state, imported: { ...imported, takenOver: { ...event.data, revision } } };
  const { standing } = event.data;
  return {
    ...state,
    status: standing === undefined || imported.takenOver !== null ? state.status : standing,
    imported: changed(imported, event.data),
  };
}

function changed(
  imported: ImportedCase,
  { snapshotOn, facts, ...rest }: OfType<'ImportedFactsChanged'>['data'],
): ImportedCase {
  const { narrative, standing, receivedOn, sentOn } = rest;
  const said = [
    ...Object.keys(facts),
    ...(narrative === undefined ? [] : ['@narrative']),
    ...(standing === undefined ? [] : ['@standing']),
    ...(receivedOn === undefined ? [] : ['@received-on']),
    ...(sentOn === undefined ? [] : ['@sent-on']),
  ];
  return {
    ...imported,
    facts: { ...imported.facts, ...facts },
    ...(narrative === undefined ? {} : { narrative }),
    ...(standing === undefined ? {} : { standing }),
    ...(receivedOn === undefined ? {} : { receivedOn }),
    ...(sentOn === undefined ? {} : { sentOn }),
    saidOn: {
      ...imported.saidOn,
      ...Object.fromEntries(said.map((name) => [name, snapshotOn])),
    },
  };
}
