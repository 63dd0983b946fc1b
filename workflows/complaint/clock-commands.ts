import { z } from 'zod';
import { TELLING_CHANNELS } from '../../events/complaint/decision-codes.ts';
import { personal } from '../../events/personal.ts';
import { code, instant } from '../../events/words.ts';
import { covers, proof } from './decision-commands.ts';
import { said } from './said.ts';

/** What people may ask of a case's clocks. */

export const clock = code.describe('The name of a clock of the case, such as `decide`. 时限名称。');
export const step = code.describe(
  'The name of the step on the ladder of extensions. 延期步骤名称。',
);
const reasons = personal(4_000);

/** Where a step is void without it (PSD2 art. 101(2)): it goes out at once, and the step holds from then on. */
const holdingReply = z
  .strictObject({
    letter: personal(40_000).describe('The holding reply, as it will be sent. 暂复函全文。'),
    covers: covers.optional(),
    expectedOn: z.iso.date().describe('The day of the final answer it names. 预计最终答复日期。'),
  })
  .describe('The holding reply, where the step asks for one first. 须先行发出的暂复函。');

export const clockCommands = {
  RequestExtension: said(
    z.strictObject({ clock, step, reasons, notice: holdingReply.optional() }),
    'Asks for the next step on a clock’s ladder of extensions. 申请延期。',
    { clock: 'decide', step: 'complex', reasons: '（示例）需向第三方调取记录。' },
  ),
  GrantExtension: said(
    z.strictObject({ clock, step }),
    'Grants a waiting extension; takes the rank the regime names. 批准延期。',
    { clock: 'decide', step: 'very-complex' },
  ),
  RefuseExtension: said(
    z.strictObject({ clock, step, reasons }),
    'Refuses a waiting extension with reasons. 不予批准延期并说明理由。',
    { clock: 'decide', step: 'very-complex', reasons: '（示例）材料已经齐备。' },
  ),
  RecordNoticeGiven: said(
    z.strictObject({ clock, step, channel: z.enum(TELLING_CHANNELS), toldAt: instant, proof }),
    'Records that the notice a granted extension waits for was given another way than by letter. 登记以信函以外的方式告知延期。',
    {
      clock: 'decide',
      step: 'very-complex',
      channel: 'phone',
      toldAt: '2026-03-27T02:00:00.000Z',
      proof: { deed: 'dialled', evidence: '（示例）通话录音编号 0327-03。' },
    },
  ),
  PauseClocks: said(
    z.strictObject({
      pause: code.describe('A pause that the regime allows, such as `expert-work`. 中止事由。'),
      complainantToldAt: instant
        .optional()
        .describe('When the complainant was told. 告知投诉人的时间。'),
      complainantAgreedAt: instant
        .optional()
        .describe('When the complainant agreed. 投诉人同意的时间。'),
      expectedAt: instant
        .optional()
        .describe('By when it is expected to end; given again, it moves. 预计结束的时间。'),
      reasons,
    }),
    'Stops the clocks that a pause of the regime allows to stand still. 中止计算时限。',
    {
      pause: 'expert-work',
      complainantToldAt: '2026-03-05T02:00:00.000Z',
      expectedAt: '2026-03-19T09:00:00.000Z',
      reasons: '（示例）笔迹鉴定。',
    },
  ),
  ResumeClocks: said(
    z.strictObject({
      pause: code,
      endedAt: instant
        .optional()
        .describe(
          'When it ended, such as the expert’s work; now, when left out. 中止事由结束的时间。',
        ),
    }),
    'Lets the clocks of a pause run on, later by the time between. 恢复计算时限。',
    { pause: 'expert-work', endedAt: '2026-03-12T02:00:00.000Z' },
  ),
} as const;
