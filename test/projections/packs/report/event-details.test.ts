import { expect, test } from 'vitest';
import { eventDetails } from '../../../../projections/packs/report/event-details.ts';

const commitment = 'ab'.repeat(32);
const sealed = { key: 'complaint-demo.000000000001#1', sealed: 'AA', commitment };
const saying = {
  language: 'zh-CN',
  zone: 'Asia/Shanghai',
  read: () => undefined,
  isErased: () => false,
  clocks: new Map(),
} as const;

test('an event is told field by field, in words and on the clock of its zone', () => {
  const data = {
    ...{ outcome: 'partly-upheld', restsOn: [3, 4], toldAt: '2026-03-02T01:00:00.000Z' },
    remedy: { kind: 'money', money: { amount: '1200.00', currency: 'CNY' } },
    ...{ by: 'hana', article: 'Order 2020-3 art. 19', mark: 'V' },
  };
  expect(eventDetails(data, saying)).toEqual([
    '处理结果：部分成立',
    '依据的事件：3；4',
    '告知时间：2026-03-02 09:00:00',
    '补救措施：种类：金钱补偿，金额：1200.00 CNY',
  ]);
  expect(eventDetails({ inTime: true, dueAt: null }, { ...saying, language: 'en' })).toEqual([
    'in time: yes',
  ]);
});

test('what is sealed or erased is said to be so, and what is opened is told', () => {
  const data = { finding: sealed };
  expect(eventDetails(data, saying)).toEqual(['调查结论：［已密封，承诺值 abababababab…］']);
  expect(eventDetails(data, { ...saying, isErased: () => true })).toEqual([
    '调查结论：［已删除（密钥已销毁），承诺值 abababababab…］',
  ]);
  expect(eventDetails(data, { ...saying, read: () => '录音完整。' })).toEqual([
    '调查结论：录音完整。',
  ]);
});
