import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';

/** Who took part at first instance, and from which units: none of them decides at second instance. */
export type Involved = {
  readonly persons: readonly string[];
  readonly units: readonly string[];
};

export const nobodyInvolved: Involved = { persons: [], units: [] };

export function involvedAfter(involved: Involved, event: ComplaintEvent): Involved {
  switch (event.type) {
    case 'ComplaintReceived':
    case 'CaseTakenOver':
      return joined(involved, [], [event.data.unit]);
    case 'CaseAssigned':
      return joined(involved, [event.data.handler], [event.data.unit]);
    case 'FindingRecorded':
    case 'DecisionProposed':
    case 'DecisionSignedOff':
    case 'DecisionReturned':
      return joined(involved, [event.data.by], []);
    default:
      return involved;
  }
}

function joined(
  { persons, units }: Involved,
  morePersons: readonly string[],
  moreUnits: readonly string[],
): Involved {
  return {
    persons: [...new Set([...persons, ...morePersons])],
    units: [...new Set([...units, ...moreUnits])],
  };
}
