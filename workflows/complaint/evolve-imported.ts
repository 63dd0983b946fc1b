import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Changes } from './evolve.ts';
import type { ImportedCase } from './state.ts';

/** What a source states. Once a person has taken the case over, its source no longer opens or closes it. */
export const importChanges: Changes<'CaseImported' | 'ImportedFactsChanged' | 'CaseTakenOver'> = {
  CaseImported: (state, data) => ({
    ...state,
    status: data.standing,
    imported: { ...data, saidOn: {}, takenOver: null },
  }),
  ImportedFactsChanged: (state, data) => {
    const { imported, status } = state;
    if (imported === null) return state;
    const { standing = status } = data;
    return {
      ...state,
      status: imported.takenOver === null ? standing : status,
      imported: changed(imported, data),
    };
  },
  CaseTakenOver: (state, data, revision) => ({
    ...state,
    imported: state.imported && { ...state.imported, takenOver: { ...data, revision } },
  }),
};

function changed(
  imported: ImportedCase,
  { snapshotOn, facts, ...rest }: EventData<'ImportedFactsChanged'>,
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
