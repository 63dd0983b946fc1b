import { z } from 'zod';
import { clock } from './clock.ts';
import { disagreements } from './agreement.ts';
import { materials, mediation, part } from './intake.ts';
import { marker } from './marker.ts';
import { name, named, origin, regimeName, rule, text, words } from './datum.ts';
import { agreedOtherwise, agreedWithin, notice, proof } from './notice.ts';
import { expectedEnd } from './expected-end.ts';
import { ending, pause, repeat } from './pause.ts';
import { reminder } from './reminder.ts';
import { reopening } from './reopening.ts';
import { legalHold, retention } from './retention.ts';
import { recusal, review, route } from './review.ts';
import { signOff } from './sign-off.ts';
import { report, threshold } from './threshold.ts';
import { unassigned } from './unassigned.ts';

export { RANKS } from './datum.ts';
export type { Rank } from './datum.ts';
export type { Clock, Extension } from './clock.ts';
export type { Length, RuleLength } from './length.ts';

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A regulator's rules as data, by name and version. What it does not say is left out: nothing is assumed. */
export const regime = z
  .strictObject({
    name: regimeName,
    version: words,
    title: text,
    invented: z
      .boolean()
      .optional()
      .describe('Invented for demonstration: never for a real complaint.'),
    over: z
      .array(regimeName)
      .optional()
      .describe('An overlay: the regimes it adds to; an empty list is any.'),
    source: words,
    zone: z
      .string()
      .refine(isZone, 'must be an IANA time zone such as Asia/Shanghai')
      .describe('IANA time zone in which its days are counted.'),
    calendar: z
      .strictObject({ name, ...origin })
      .optional()
      .describe('The holiday calendar its business days are of.'),
    effectiveFrom: z.iso.date().describe('The first day on which it is in force.'),
    effectiveTo: z.iso.date().optional().describe('The last day on which it is in force.'),
    inForce: z
      .strictObject(origin)
      .optional()
      .describe('Where it is written from when it is in force.'),
    transition: z
      .strictObject({ running: z.enum(['stay', 'move']), ...rule })
      .optional()
      .describe('What becomes of clocks that run when it comes into force; they stay as they are.'),
    kinds: named(z.strictObject({ name, title: text, ...origin }))
      .min(1)
      .optional()
      .describe('Kinds of complaint with rules of their own; the first when nobody says which.'),
    clocks: named(clock).min(1),
    pauses: named(pause).optional(),
    expectedEnd: expectedEnd
      .optional()
      .describe(
        'Of a pause whose end nobody else records; where it is silent the house’s own rules hold.',
      ),
    repeats: named(repeat).optional(),
    endings: named(ending).optional(),
    parts: named(part)
      .optional()
      .describe('What a letter may hold; where it is silent the house’s own rules hold.'),
    materials: materials.optional().describe('Where it is silent the house’s own rules hold.'),
    mediation: mediation.optional().describe('Where it is silent the house’s own rules hold.'),
    review: review.optional(),
    routes: named(route).optional().describe('Ways open outside the handling of the complaint.'),
    recusals: named(recusal)
      .optional()
      .describe(
        'Who may not look into a complaint; of relations that are not here the house’s own rules hold.',
      ),
    notices: named(notice).optional(),
    proofs: named(proof).optional().describe('What counts as telling, by channel.'),
    agreedOtherwise: agreedOtherwise.optional(),
    agreedWithin: agreedWithin
      .optional()
      .describe(
        'How far ahead a time limit may be agreed on; where it is silent the house’s own rules hold.',
      ),
    signOff: signOff
      .optional()
      .describe('Who may sign a decision; only an overlay leaves it out, and adds nobody.'),
    reopening: reopening
      .optional()
      .describe('Whether and when a closed case is opened again; left out, it is not.'),
    rejection: z
      .strictObject({ title: text, ...rule })
      .optional()
      .describe(
        'Why its clocks to a decision begin anew, as targets, when the complainant rejects one; where it is silent the house’s own rules hold.',
      ),
    retention: named(retention).optional().describe('Of several that apply the longest holds.'),
    legalHolds: named(legalHold).optional(),
    markers: named(marker)
      .optional()
      .describe(
        'What is out of the ordinary; of a name that is not here the house’s own rules hold.',
      ),
    thresholds: named(threshold).optional(),
    reminders: named(reminder)
      .optional()
      .describe('Of times that no clock counts; where it is silent the house’s own rules hold.'),
    unassigned: unassigned
      .optional()
      .describe('Of a case nobody handles; where it is silent the house’s own rules hold.'),
    reports: named(report).optional(),
    duties: named(z.strictObject({ name, title: text, ...rule }))
      .optional()
      .describe('What else is owed and has neither number nor date.'),
  })
  .refine(
    ({ effectiveFrom, effectiveTo }) => effectiveTo === undefined || effectiveFrom <= effectiveTo,
    { error: 'must not be before effectiveFrom', path: ['effectiveTo'] },
  )
  .superRefine((value, context) => {
    for (const { path, message } of disagreements(value))
      context.addIssue({ code: 'custom', path: [...path], message });
  });
export type Regime = z.infer<typeof regime>;
