import { recordedInChinese } from '../../../events/complaint/recorded-words.ts';
import type { SignedHead } from '../../ledger/tree-head.ts';
import type { PackLanguage } from '../languages.ts';

/** What every report says in its own words. */
export const REPORT_WORDS = {
  en: {
    title: 'Report on case',
    case: 'Case',
    institution: 'Institution',
    purpose: 'Made for',
    profile: 'For whose eyes',
    profiles: { regulator: 'regulator', complainant: 'complainant' },
    madeBy: 'Made by',
    position: 'Holds',
    asOf: (events: number, at: string) => `the ${events} events recorded up to ${at}`,
    head: 'Signed tree head',
    headWords: ({ treeSize, rootHash, timestamp, keyId }: SignedHead) =>
      `${treeSize} leaves, signed ${timestamp}\nroot ${rootHash}\nkey ${keyId}`,
    tree: 'tree',
    times: 'Times',
    timesIn: (zone: string) => `of ${zone}, unless they end in Z (UTC)`,
    sealed: 'Personal data',
    sealedWords:
      'What was opened is shown as text. What is sealed is shown by the beginning of its commitment; it can be checked once it is opened.',
  },
  zh: {
    title: '案件报告',
    case: '案号',
    institution: '机构',
    purpose: '用途',
    profile: '提供对象',
    profiles: { regulator: '监管机构', complainant: '投诉人' },
    madeBy: '制作人',
    position: '内容截至',
    asOf: (events: number, at: string) => `共 ${events} 条事件，最后一条记录于 ${at}`,
    head: '已签名的树头',
    headWords: ({ treeSize, rootHash, timestamp, keyId }: SignedHead) =>
      `${treeSize} 片叶子，签名于 ${timestamp}\n根哈希 ${rootHash}\n公钥 ${keyId}`,
    tree: '树',
    times: '时间',
    timesIn: (zone: string) => `均为 ${zone} 时间；以 Z 结尾者为 UTC`,
    sealed: '个人信息',
    sealedWords: '已开启的内容以原文显示；未开启的内容保持密封，仅显示承诺值开头，开启后即可核对。',
  },
} as const;

export function roleWords(role: string, language: PackLanguage): string {
  return language === 'en' ? role : recordedInChinese(role);
}
