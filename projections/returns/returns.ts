import { cnBulletin } from './cn-bulletin.ts';
import { cnDisclosure } from './cn-disclosure.ts';
import { cnInsuranceBulletin } from './cn-insurance-bulletin.ts';
import type { ReturnForm } from './return-form.ts';
import { ukDisp } from './uk-disp.ts';
import { usCfpb } from './us-cfpb.ts';

/** Every return, by the name it is asked for. A further one is one file, named here. */
export const returns = {
  'cn-bulletin': cnBulletin,
  'cn-insurance-bulletin': cnInsuranceBulletin,
  'cn-disclosure': cnDisclosure,
  'us-cfpb': usCfpb,
  'uk-disp': ukDisp,
} as const satisfies { readonly [name: string]: ReturnForm };
export type ReturnName = keyof typeof returns;
export const RETURN_NAMES = Object.keys(returns) as ReturnName[];
