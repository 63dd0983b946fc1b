/** Codes of our own lists as they are said in Chinese. Names that rules or institutions gave stay as they are. */
const WORDS: { readonly [code: string]: string } = {
  // Roles and ranks.
  clerk: '受理人员',
  handler: '经办人',
  supervisor: '主管',
  head: '部门负责人',
  executive: '高级管理人员',
  superior: '上级机构',
  engine: '系统',
  import: '数据导入',
  auditor: '审计员',
  operator: '系统运维人员',
  // How complex a case is, and what is decided.
  simple: '简单',
  complex: '情况复杂',
  'very-complex': '特别复杂',
  upheld: '成立',
  'partly-upheld': '部分成立',
  'not-upheld': '不成立',
  settled: '和解',
  // Remedies.
  money: '金钱补偿',
  refund: '退款',
  'claim-payment': '理赔给付',
  surrender: '退保',
  correction: '更正',
  'rule-change': '修订制度',
  apology: '道歉',
  explanation: '解释说明',
  // How somebody is told or reached, and what proves it.
  post: '邮寄',
  letter: '信函',
  app: '手机应用',
  phone: '电话',
  email: '电子邮件',
  sms: '短信',
  'in-person': '当面',
  'handed-or-posted': '送达或者寄出',
  sent: '发出',
  dialled: '拨出',
  'as-agreed': '按约定方式',
  // Parts of a letter, and the ways they go.
  complaint: '投诉',
  report: '举报',
  petition: '信访',
  enquiry: '咨询',
  accepted: '受理',
  'passed-on': '转送',
  answered: '答复',
  // Materials.
  identity: '身份证明',
  contact: '联系方式',
  'organisation-particulars': '单位信息',
  mandate: '授权委托书',
  'succession-proof': '继承证明',
  'institution-or-staff-complained-of': '被投诉机构或者人员',
  'request-facts-and-grounds': '投诉请求、事实和理由',
  signature: '签名',
  contract: '合同',
  'transaction-record': '交易记录',
  correspondence: '往来函件',
  'other-evidence': '其他证据',
  // Who has an interest in the matter.
  seller: '销售人员',
  'account-manager': '客户经理',
  'product-manager': '产品经理',
  'line-manager-of-seller': '销售人员的直接上级',
  'paid-on-the-sale': '因该销售取酬人员',
  relative: '近亲属',
  'handler-of-first-instance': '原办理人员',
  'declared-by-the-person': '本人申报',
  'complained-of': '被投诉人员',
  'took-part': '曾参与办理',
  // Why a case ends.
  'no-standing': '投诉人不适格',
  unreachable: '无法联系',
  'early-resolution': '及早化解',
};

/** A code in Chinese where it is one of our own lists’; otherwise as it is. */
export function inChineseWords(code: string): string {
  return WORDS[code] ?? code;
}

/** A name that a rule gave and a command repeats: in words where they are the same as a code’s, and as it is. */
export function namedInChinese(name: string): string {
  const word = WORDS[name];
  return word === undefined ? name : `${word}（${name}）`;
}

/** The codes that have a word. */
export const SAID_IN_CHINESE: readonly string[] = Object.keys(WORDS);
