import { z } from 'zod';
import { ENDING_GROUNDS } from '../../events/complaint/codes.ts';
import { TELLING_CHANNELS } from '../../events/complaint/decision-codes.ts';
import { ACCEPTING } from '../../events/complaint/handling-codes.ts';
import { personal } from '../../events/personal.ts';
import { instant } from '../../events/words.ts';
import { covers, proof } from './decision-commands.ts';
import { said } from './said.ts';

/** What people may ask to end a case by another way than a decision that is told. */
export const endingCommands = {
  EndWithoutDecision: said(
    z.strictObject({
      ground: z
        .enum(ENDING_GROUNDS)
        .describe('A ground that the regime of the case knows. 监管规则规定的终止事由。'),
      at: instant.describe(
        'When the complainant accepted the resolution, when it was found that the complaint is nobody’s who may make it, or when reaching him was given up. 事由发生时间。',
      ),
      reasons: personal(4_000),
      letter: personal(40_000)
        .optional()
        .describe('The letter that the regime asks for in the decision’s stead. 替代告知函全文。'),
      covers: covers.optional(),
      accepted: z
        .strictObject({ who: z.enum(ACCEPTING), channel: z.enum(TELLING_CHANNELS), proof })
        .optional()
        .describe(
          'Who accepted the resolution at that instant, how, and the evidence. 接受处理的证据。',
        ),
    }),
    'Ends a case by a way that its regime knows: resolved early, no standing; or excuses the telling of a decision to somebody who cannot be reached. 依规终止办理，或者因无法联系而免予告知。',
    {
      ground: 'early-resolution',
      at: '2026-03-04T15:00:00.000Z',
      reasons: 'The fee was paid back by phone and she accepted it.',
      letter: 'Dear Ms Smith, you complained on 2 March and we take it as resolved.',
      covers: ['resolved', 'ombudsman-right', 'time-limits', 'leaflet'],
      accepted: {
        who: 'complainant',
        channel: 'phone',
        proof: { deed: 'dialled', evidence: 'Recording 0304-15.' },
      },
    },
  ),
  RecordEndingTelling: said(
    z.strictObject({ channel: z.enum(TELLING_CHANNELS), toldAt: instant, proof: proof.optional() }),
    'Records that an end whose letter failed for good was told another way. 终结告知函最终发送失败的，登记以其他方式告知。',
    {
      channel: 'email',
      toldAt: '2026-03-05T02:00:00.000Z',
      proof: { deed: 'sent', evidence: 'Message 0305-11.' },
    },
  ),
} as const;
