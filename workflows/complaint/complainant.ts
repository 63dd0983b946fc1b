import { z } from 'zod';
import { personal } from '../../events/personal.ts';

/** Who complains: a person, an organisation, or somebody who gives no name. */
export const complainant = z
  .strictObject({
    anonymous: z.literal(true).optional().describe('Instead of a name. 代替姓名：匿名投诉。'),
    name: personal(200).optional(),
    phone: personal(40).optional(),
    email: personal(200).optional(),
    idNumber: personal(40).optional(),
    address: personal(400).optional(),
    organisation: z
      .literal(true)
      .optional()
      .describe('A legal person or another organisation. 法人或其他组织。'),
    creditCode: personal(40).optional().describe('Its unified credit code. 统一社会信用代码。'),
    head: personal(200)
      .optional()
      .describe('Its legal representative or head. 法定代表人或负责人。'),
  })
  .refine(
    ({ anonymous, name }) => (anonymous === true) !== (name !== undefined),
    'must give a name, or say that it is anonymous',
  )
  .refine(
    ({ organisation, creditCode, head }) =>
      organisation === true || (creditCode === undefined && head === undefined),
    'only an organisation has a credit code and a head',
  );
