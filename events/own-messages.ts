/**
 * What the schemas and checks of this product say of a wrong value, in their own English, and the same in Chinese: a
 * line each. `{}` stands for what differs from one to the next. A message without its line fails `test/events`.
 */
export const OWN_MESSAGES: readonly (readonly [en: string, zh: string])[] = [
  // Words that every process shares.
  [
    'must be UTC with milliseconds, as 2026-03-02T08:00:00.000Z',
    '应为 UTC 时间并精确到毫秒，如 2026-03-02T08:00:00.000Z',
  ],
  ['is not a date of the calendar', '不是有效的日历日期'],
  ['must be one line without control characters', '应为单行文本，且不含控制字符'],
  ['must say something, not white space alone', '应有实际内容，不得只有空白字符'],
  ['must not be blank, nor begin or end with white space', '不得为空白，首尾不得有空白字符'],
  [
    'must be a staff id of small letters, digits, dots, underscores and hyphens, as li-ming (80 at most, a letter or digit first)',
    '应为员工编号：由小写字母、数字、点、下划线和连字符组成，以字母或数字开头，至多 80 个字符，如 li-ming',
  ],
  [
    'must be a unit’s code of small letters, digits, dots, underscores and hyphens, as card-centre (80 at most)',
    '应为部门代码：由小写字母、数字、点、下划线和连字符组成，至多 80 个字符，如 card-centre',
  ],
  ['must be a decimal such as 12.30', '应为十进制数，如 12.30'],
  ['must be more than nothing', '金额应大于零'],
  ['must be an ISO 4217 code such as CNY', '应为 ISO 4217 货币代码，如 CNY'],
  ['{} is no currency of ISO 4217', '{} 不是 ISO 4217 规定的货币'],
  ['must have as many decimals as its currency', '小数位数应与币种一致'],
  // Settings of a process.
  ['must be a postgres:// address', '应为 postgres:// 地址'],
  ['must be a kurrentdb:// address', '应为 kurrentdb:// 地址'],
  ['must be host:port', '应为“主机:端口”'],
  ['must be host:port, with commas between several', '应为“主机:端口”，多个以逗号分隔'],
  [
    'is required: host:port, with commas between several',
    '缺少此项：应为“主机:端口”，多个以逗号分隔',
  ],
  [
    'must be letters, digits, dots, underscores and hyphens',
    '应由字母、数字、点、下划线和连字符组成',
  ],
  ['must be true or false', '应为 true 或 false'],
  ['must be plain, scram-sha-256 or scram-sha-512', '应为 plain、scram-sha-256 或 scram-sha-512'],
  ['must not be earlier than from', '不得早于起始日（from）'],
  ['must be days of the calendar, the earlier first', '两端应为实际存在的日期，且早者在前'],
  // Commands.
  [
    'is not on the institution’s list of products; nearest: {}',
    '不在本机构产品目录中；相近代码：{}',
  ],
  ['at most {} facts', '至多 {} 项'],
  ['is named before: two of one name are told apart by their phones', '已列出：同名者以电话区分'],
  ['must give a name, or say that it is anonymous', '应填写姓名，或注明为匿名投诉'],
  ['only an organisation has a credit code and a head', '仅单位投诉人填写统一社会信用代码和负责人'],
  ['a remedy in money states its amount, and no other does', '金钱补救应写明金额，其他补救不写'],
  [
    'an agreement on a time limit names its clock and last day, and no other does',
    '约定时限的，应写明时限名称和截止日；其他约定不写',
  ],
  [
    'an agreement on the form of notice names its channel, and no other does',
    '约定告知形式的，应写明告知渠道；其他约定不写',
  ],
  [
    'an acknowledgement given another way names its channel and when it was given',
    '以其他方式确认收到投诉的，应写明告知方式和告知时间',
  ],
  ['must be a case number of 12 characters', '应为 12 位案号'],
  // Requests.
  ['is not stated', '未作说明'],
  ['must be written as {}', '应写作 {}'],
  ['must be a whole number above 0, as "10432"', '应为大于 0 的整数，如 "10432"'],
  ['must be the position of a receipt', '应为回执中的位置'],
  ['must be the `next` of the page before', '应为上一页的 next 值'],
  [
    'must be a position, as 1207, an instant, as 2026-04-10T00:00:00.000Z, or both, as 1207@2026-04-10T00:00:00.000Z',
    '应为位置（如 1207）、时刻（如 2026-04-10T00:00:00.000Z）或两者（如 1207@2026-04-10T00:00:00.000Z）',
  ],
  [
    'must be a day, as 2026-03-02, or an instant, as 2026-03-02T08:00:00+08:00',
    '应为日期（如 2026-03-02）或时刻（如 2026-03-02T08:00:00+08:00）',
  ],
  [
    'must be letters, digits, dots, underscores and hyphens, as consumer-protection (80 at most)',
    '应由字母、数字、点、下划线和连字符组成，至多 80 个字符，如 consumer-protection',
  ],
  ['must be 2 to 16 small letters and digits', '应为 2 至 16 位小写字母或数字'],
  [
    'must be small letters, digits and hyphens, as back-office',
    '应由小写字母、数字和连字符组成，如 back-office',
  ],
  [
    'must be percent-encoded UTF-8 of 1 to 400 characters',
    '应为百分号编码的 UTF-8 文本，1 至 400 个字符',
  ],
  ['must be the commitment of a document', '应为材料的承诺值'],
  [
    'is required: an Idempotency-Key of your own for each request, repeated when the request is',
    '必填：每个请求使用各自的 Idempotency-Key，重复提交时使用同一值',
  ],
  [
    'must be 1 to 200 visible ASCII characters without a colon',
    '应为 1 至 200 个可见 ASCII 字符，且不含冒号',
  ],
  ['must be the ETag of the case, such as "7"', '应为案件的 ETag，如 "7"'],
  ['must say why in words', '应以文字说明理由'],
  ['is not known here', '不是此处可用的字段'],
  ['as a name: {}', '字段名：{}'],
  ['in a name: {}', '字段名中：{}'],
  ['{} more faults are not listed', '另有 {} 处问题未列出'],
  ['is nested deeper than {}', '嵌套超过 {} 层'],
  ['has a name that is not taken: __proto__', '含有不予接受的字段名：__proto__'],
  ['holds half a character (a lone surrogate)', '含有不完整的字符（孤立的代理项）'],
  ['holds the character U+0000', '含有 U+0000 字符'],
  ['stands twice in one object: send it once', '在同一对象中重复出现，请只保留一处'],
  ['is not UTF-8', '不是 UTF-8 编码'],
  ['is not JSON: {}', '不是有效的 JSON：{}'],
  ['must have {} bytes at most', '不得超过 {} 字节'],
  ['must be application/json', '应为 application/json'],
  ['is not an address in percent-encoded UTF-8', '不是百分号编码的 UTF-8 地址'],
  // The mapping of a house's own spreadsheet.
  [
    'must be small letters, digits and hyphens, as in legacy-complaints',
    '应由小写字母、数字和连字符组成，如 legacy-complaints',
  ],
  ['is the name of a format of its own: choose another', '该名称已用于另一种格式，请另取名称'],
  [
    'a fact’s name must be lower-case words joined by hyphens, as in sub-product',
    '事实名称应为小写单词并以连字符连接，如 sub-product',
  ],
  // Regimes and calendars.
  [
    'must be V (text read), S (secondary), M (from memory) or P (proposal)',
    '应为 V（读过原文）、S（二手资料）、M（凭记忆）或 P（建议）',
  ],
  ['must be legal or target', '应为 legal（法定）或 target（内部目标）'],
  ['must be lower-case words joined by hyphens', '应为小写单词并以连字符连接'],
  ['no two of these may have one name', '名称不得重复'],
  ['must be an IANA time zone such as Asia/Shanghai', '应为 IANA 时区，如 Asia/Shanghai'],
  ['must not be before {}', '不得早于 {}'],
  [
    'must be left out for a complainant, whose pack lists documents but never holds them',
    '向投诉人提供时须省略：其证据包只列出材料清单，不含材料内容',
  ],
  [
    'must be second, minute, hour, day, business-day, week, month or year',
    '应为 second、minute、hour、day、business-day、week、month 或 year',
  ],
  ['is longer than a hundred years', '超过一百年'],
  ['must be a step of this marker', '应为本标记的步骤'],
  ['must have exactly one of atLeast and atMost', 'atLeast 与 atMost 应当且只能填写一项'],
  ['goes with atLeast, and of complainants', '须与 atLeast 一并使用，且计数对象为 complainants'],
  ['goes with marks', '须与 marks 一并使用'],
  ['must be month and day, such as 06-30', '应为月和日，如 06-30'],
  ['must have one day for each period that ends', '每一期间应各有一个日期'],
  [
    'must be something that satisfies a clock, such as decided or told',
    '应为可满足时限的事项，如 decided 或 told',
  ],
  ['must be in words: it holds no letter and no digit', '应为文字：其中没有任何文字或数字'],
  ['each must come later than the one before it', '每一项应晚于前一项'],
  ['each rank must be above the one before it', '每一级别应高于前一级别'],
  ['must name what an answer to the complaint says: this is one', '应列明内容：此函为对投诉的答复'],
  ['must be the end of what it starts with', '应为其起始事项的结束'],
  ['is for new facts that start clocks anew', '仅用于使期限重新计算的新的事实和理由'],
  ['needs secondPerson, which says who is told', '须同时规定 secondPerson，以明确告知对象'],
  ['must have as many days as its periods end in a year', '日期个数应与每年的期间数一致'],
  ['a regime cannot stand over itself', '规则不能叠加于自身'],
  ['must be a notice whose occasion is extended', '应为告知延长期限的函件'],
  [
    'the last must fit everything, or somebody’s decision could be signed by nobody',
    '最后一项应适用于所有情形，否则可能无人有权审批',
  ],
  [
    'no amount may need a higher rank than the last does, which also signs what is in other money',
    '任何金额所需级别不得高于最后一项，其他币种亦由最后一项审批',
  ],
  ['amounts must be in one currency', '金额应为同一币种'],
  ['can never apply: wherever it fits, {} goes before it', '永不会适用：凡其适用之处，均先适用 {}'],
  [
    'can never apply: of rules that fit everything only the last counts',
    '永远不会适用：适用于所有情形的规则仅以最后一项为准',
  ],
  [
    'must name one: no clock stops unless the complainant was told, or agreed',
    '应至少列明一项：未告知投诉人或未经其同意，时限不得中止',
  ],
  [
    'is missing: a regime that is no overlay says who signs a decision',
    '缺少此项：除叠加规则外，规则应写明处理决定由谁审批',
  ],
  [
    'is {} without {}: law asks for an answer that the complainant knows',
    '仅有 {} 而无 {}：法定期限要求投诉人已获知答复',
  ],
  ['is not known: mend its name, or remove it', '未知字段：请更正名称或删除'],
  ['no regime here is called {}', '此处没有名为 {} 的监管规则'],
  ['{} stands twice', '{} 重复出现'],
  ['{} is still in force when {} begins on {}', '{} 在 {} 于 {} 生效时仍未失效'],
  ['no {} of this regime is called {}', '本规则没有名为 {1} 的{0}'],
  [
    'counts in business days and names no calendar, nor does its regime: business days are those of a calendar',
    '以工作日计算，但本项及其规则均未指明日历：工作日须以日历为准',
  ],
  [
    'rolls and names no calendar, nor does its regime: business days are those of a calendar',
    '遇假顺延，但本项及其规则均未指明日历：工作日须以日历为准',
  ],
  [
    'says when a letter of delay is taken, and orMetBy takes none',
    '规定了延迟告知函的最早时间，而 orMetBy 未规定延迟告知函',
  ],
  [
    'ends on the day that a letter of delay names, and none starts it',
    '以延迟告知函所载日期为期限，而该时限并非由延迟告知函起算',
  ],
  ['is not longer than the {} {} before it', '不长于其前一步的 {} {}'],
  [
    'asks for a notice before the step, and notice says there is none',
    '要求事先告知，但 notice 注明不告知',
  ],
  ['no calendar {} is published; there are {}', '尚未发布日历 {}；已发布的有：{}'],
  [
    'must name one source for the covered year {}, not {}',
    '所涵盖的 {} 年应有一个来源，而不是 {} 个',
  ],
  [
    'must hold the holidays of the covered year {}: there is none',
    '应列明所涵盖的 {} 年的节假日：现无一日',
  ],
  ['must not speak of {}, which is not covered', '不应涉及未涵盖的 {} 年'],
  ['{} is not in a covered year', '{} 不在所涵盖的年份内'],
  ['{} must come after {}: one entry a day, in order', '{} 应在 {} 之后：每日一条，依次排列'],
  ['{} is no day of the weekend, so work is done on it anyway', '{} 不是周末，本来就是工作日'],
];
