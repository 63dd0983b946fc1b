import type { Report } from '../../../../projections/packs/report/report.ts';

/** A report that has a block of every kind, and words that would like to be more than words. */
export const REPORT: Report = {
  ...{ language: 'zh-CN', title: '案件报告 0123456789AB', at: '2026-03-24T04:00:00.000Z' },
  facts: [
    ['用途', '<script>alert("1")</script>'],
    ['哈希', 'a1'.repeat(64)],
  ],
  sections: [
    {
      title: '办理经过',
      blocks: [
        { is: 'heading', text: '第一节' },
        { is: 'paragraph', text: '购买保险时未被告知退保损失。\u0000\ud800' },
        { is: 'quote', text: '一行\n另一行 & 更多' },
        { is: 'facts', facts: [['经办', "hana's"]] },
        {
          ...{ is: 'table', widths: [60, '*'], head: ['时间', '事项'] },
          rows: Array.from({ length: 80 }, (_, row) => [
            `2026-03-${row}`,
            { strong: '收到投诉', text: '一<b>'.repeat(20) },
          ]),
        },
      ],
    },
  ],
  foot: 'onebank · 0123456789AB',
};
