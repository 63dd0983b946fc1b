import { z } from 'zod';
import { personal } from '../../events/personal.ts';
import { code, instant, revision } from '../../events/words.ts';
import { name } from '../../regimes/datum.ts';
import { said } from './said.ts';

/** Cases that one command may add to a mass complaint. */
const CASES = 200;

const reasons = personal(4_000);
const marking = revision.describe(
  'The revision of the event that marked the case. 标记事件的修订号。',
);

export const caseNumber = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{12}$/, 'must be a case number of 12 characters');

/** What people may say of a complaint that is out of the ordinary. */
export const nonRoutineCommands = {
  MarkNonRoutine: said(
    z.strictObject({
      marker: name.describe(
        'A marker that the regimes of the case or the house have (markers). 监管规则或内部规则中的标记。',
      ),
      reasons,
    }),
    'Marks the case as out of the ordinary: its steps are set, a rank is told, no clock of the case moves. 标记为非常规投诉，不影响办理时限。',
    { marker: 'media', reasons: '（示例）短视频平台转发量较大。' },
  ),
  ConfirmMarker: said(
    z.strictObject({ marking }),
    'A second person confirms a suspicion. 由第二人确认疑似标记。',
    { marking: 5 },
  ),
  LiftMarker: said(
    z.strictObject({ marking, reasons }),
    'Takes a marker back, with reasons. 撤销标记并说明理由。',
    { marking: 5, reasons: '（示例）经核实授权真实有效。' },
  ),
  TickStep: said(
    z.strictObject({
      marking,
      step: code.describe('The name of a step of the marker. 步骤名称。'),
      doneAt: instant,
      note: personal(4_000).optional(),
    }),
    'Says that a step of a marker was done, and when. 记录步骤已完成及完成时间。',
    { marking: 5, step: 'report-to-regulator', doneAt: '2026-03-03T02:30:00.000Z' },
  ),
  LinkMass: said(
    z.strictObject({ cases: z.array(caseNumber).min(1).max(CASES), reasons }),
    'Links the cases of a mass complaint to this one; once as many have confirmed as its regime says, it is marked as such. 关联群体性投诉各案，经确认的案件达到规则所定人数即标记。',
    { cases: ['0123456789AB'], reasons: '（示例）同一理财产品到期未兑付。' },
  ),
} as const;

/** What the deadline of a marker brings. */
export const nonRoutineDeadlineCommands = {
  RecordMarkerOverdue: z.strictObject({ marking: revision }),
} as const;
