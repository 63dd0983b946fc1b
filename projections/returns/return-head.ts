import type { ReadDatabase } from '../database.ts';
import { countParked } from '../parked-count.ts';
import type { AskedReturn } from './count-return.ts';
import { pinText } from './pin.ts';
import type { Pin } from './pin.ts';
import { leftOut } from './return-form.ts';
import type { ReturnName } from './returns.ts';

const MODELS = ['returns'];

/** What a return is of, as whoever gets it is told. */
export async function returnHead(
  { database }: { readonly database: ReadDatabase },
  { institution, name, form, period, pin }: AskedReturn & { readonly name: ReturnName },
) {
  const { title, article, mark } = form;
  const { name: named, from, to } = period;
  return {
    ...{ return: name, title, article, mark, institution },
    ...{ period: { name: named, from, to }, pin: pinShown(pin) },
    leftOut: leftOut(form, period),
    parked: await countParked(database, MODELS, institution),
  };
}

export function pinShown({ position, knownAt }: Pin) {
  return { at: pinText({ position, knownAt }), position, knownAt };
}
