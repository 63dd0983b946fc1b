import { z } from 'zod';
import { box } from '../personal.ts';

/** Who complains. `name` is absent only in an anonymous complaint. */
export const complainant = z.strictObject({
  anonymous: z.literal(true).optional(),
  name: box.optional(),
  phone: box.optional(),
  email: box.optional(),
  idNumber: box.optional(),
  address: box.optional(),
  /** A legal person or another organisation, with its unified credit code and who heads it. */
  organisation: z.literal(true).optional(),
  creditCode: box.optional(),
  head: box.optional(),
});
