import type { EventData } from '../../events/complaint/complaint-events.ts';
import { MATERIALS } from '../../events/complaint/intake-codes.ts';
import type { ComplaintState } from './state.ts';

type Received = EventData<'ComplaintReceived'>;
type Material = (typeof MATERIALS)[number];
type Field = keyof Received['complainant'] | 'matter' | 'staffComplainedOf';

/**
 * The fields of a complaint that are a material already, or let the firm look it up (Order 2020-3 art. 13): all of one
 * of these lists, by their presence alone. A narrative is none: whether it says enough only its reader knows.
 */
const FIELDS: { readonly [One in Material]?: readonly (readonly Field[])[] } = {
  identity: [['idNumber'], ['creditCode']],
  contact: [['phone'], ['email'], ['address']],
  'organisation-particulars': [['name', 'address', 'creditCode', 'head']],
  'institution-or-staff-complained-of': [['staffComplainedOf']],
  contract: [['matter']],
};

/** The materials that the complaint brought along itself. */
export function broughtAlong(state: ComplaintState): readonly Material[] {
  const said = fieldsSaid(state);
  return MATERIALS.filter((one) =>
    FIELDS[one]?.some((fields) => fields.every((field) => said.includes(field))),
  );
}

/** An imported complaint says who complains, and of whom, when it is taken over. */
function fieldsSaid({ received, imported }: ComplaintState): readonly string[] {
  const { complainant = {}, staffComplainedOf = [] } = received ?? imported?.takenOver ?? {};
  return [
    ...Object.keys(complainant),
    ...(received?.matter === undefined ? [] : ['matter']),
    ...(staffComplainedOf.length === 0 ? [] : ['staffComplainedOf']),
  ];
}
