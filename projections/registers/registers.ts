import { breaches } from './breaches.ts';
import { escalations } from './escalations.ts';
import { extensions } from './extensions.ts';
import { lettersNotSent } from './letters-not-sent.ts';
import { links } from './links.ts';
import { nonRoutine } from './non-routine.ts';
import { newFacts } from './new-facts.ts';
import type { Register } from './register.ts';
import { regulatorRequests } from './regulator-requests.ts';
import { remedies } from './remedies.ts';
import { satisfaction } from './satisfaction.ts';

/** Every register, by the name it is asked for. A further one is one file, named here. */
export const registers = {
  breaches,
  escalations,
  extensions,
  remedies,
  satisfaction,
  'non-routine': nonRoutine,
  'new-facts': newFacts,
  'letters-not-sent': lettersNotSent,
  links,
  'regulator-requests': regulatorRequests,
} as const satisfies { readonly [name: string]: Register };
export type RegisterName = keyof typeof registers;
export const REGISTER_NAMES = Object.keys(registers) as RegisterName[];
