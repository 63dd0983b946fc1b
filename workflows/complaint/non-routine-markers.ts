import type { MarkerName } from '../../events/complaint/non-routine-codes.ts';
import type { Text } from '../../events/envelope.ts';
import type { Rank } from '../../regimes/regime.ts';

/** How sure a datum is: V the rule's own text was read, S seen in a secondary source, M from memory, P proposed. */
type Origin = { readonly article: string; readonly mark: 'V' | 'S' | 'M' | 'P' };

/**
 * What makes a complaint non-routine, as data until the regimes take it. A marker never pauses, ends or lengthens
 * a clock of the case, and is no ground to refuse the complaint.
 */
export type Marker = Origin & {
  readonly title: Text;
  readonly steps: readonly { readonly name: string; readonly title: Text }[];
  /** The rank the case is raised to when it is marked. */
  readonly tell: Rank;
  /** A suspicion about the complainant's side needs a second person. */
  readonly suspicion: boolean;
  /** Within how many hours a step must be done, counted from the marking. */
  readonly clock:
    | (Origin & {
        readonly hours: number;
        readonly metBy: string;
        readonly limit: 'legal' | 'target';
      })
    | null;
};

/** So many complainants make a complaint a mass one: Order 2020-3 art. 29 (V), which speaks of face to face. */
export const MASS = 20;

const step = (name: string, en: string, zh: string) => ({ name, title: { en, zh } });

const reportToRegulator = step(
  'report-to-regulator',
  'Report to the regulator that supervises the unit',
  '向属地监管部门报告',
);
const emergencyPlan = step('start-plan', 'Start the emergency plan', '启动应急预案');
const representatives = step(
  'name-representatives',
  'Have the complainants name at most five representatives',
  '请投诉人推选代表，不超过五人',
);
const spokesperson = step('name-spokesperson', 'Name one spokesperson', '确定唯一对外发言人');
const checkMandate = step('check-mandate', 'Check identity and mandate', '核验身份和授权');

/** A house target: Order 2020-3 gives no hours, and those of the provinces were seen in secondary sources only. */
const reportWithin = (hours: number) => ({
  hours,
  metBy: reportToRegulator.name,
  limit: 'target' as const,
  article: 'House target; Order 2020-3 art. 29 asks for a report and gives no hours',
  mark: 'P' as const,
});

const major = { article: 'Order 2020-3 art. 29', mark: 'V', suspicion: false } as const;
const proposed = { article: 'House rule', mark: 'P', suspicion: false, clock: null } as const;

export const nonRoutineMarkers: { readonly [Name in MarkerName]: Marker } = {
  mass: {
    ...major,
    title: { en: 'Mass complaint of twenty or more', zh: '二十人以上的群体性投诉' },
    steps: [reportToRegulator, emergencyPlan, representatives, spokesperson],
    tell: 'executive',
    clock: reportWithin(2),
  },
  'event-driven': {
    ...major,
    title: {
      en: 'Caused by a disaster, an accident or a public-health event',
      zh: '由重大自然灾害、事故、公共卫生事件等引发',
    },
    steps: [reportToRegulator, emergencyPlan],
    tell: 'executive',
    clock: reportWithin(2),
  },
  designated: {
    ...major,
    title: { en: 'Designated as major by the regulator', zh: '监管部门认定的重大投诉' },
    steps: [emergencyPlan, step('answer-regulator', 'Answer the regulator', '答复监管部门')],
    tell: 'executive',
    clock: null,
  },
  media: {
    ...proposed,
    title: { en: 'In the media or spreading online', zh: '媒体报道或网络舆情' },
    article: 'Measure on reputational risk 2021-4',
    mark: 'S',
    steps: [
      step('assess', 'Assess and grade', '研判定级'),
      spokesperson,
      step('monitor', 'Monitor until it is quiet', '持续监测至平息'),
    ],
    tell: 'head',
    clock: {
      hours: 12,
      metBy: 'assess',
      limit: 'target',
      article: 'House target after the reputational-risk guideline of 2009, superseded in 2021',
      mark: 'M',
    },
  },
  vulnerable: {
    ...proposed,
    title: { en: 'Vulnerable complainant', zh: '特殊群体投诉人' },
    steps: [step('adapt', 'Adapt how we speak and what we ask for', '调整沟通方式和材料要求')],
    tell: 'supervisor',
  },
  minor: {
    ...proposed,
    title: { en: 'A minor is concerned', zh: '涉及未成年人' },
    steps: [
      step('reach-guardian', 'Reach the guardian', '联系监护人'),
      step('restrict', 'Restrict who reads the file', '限制案卷查阅范围'),
    ],
    tell: 'supervisor',
  },
  'suspected-illegal-agent': {
    ...proposed,
    title: { en: 'Suspected illegal agent', zh: '疑似非法代理投诉' },
    article: 'Order 2020-3 art. 14, art. 22; no ground to refuse the complaint',
    mark: 'V',
    suspicion: true,
    steps: [
      checkMandate,
      step('speak-to-complainant', 'Speak to the complainant in person', '直接联系投诉人本人'),
    ],
    tell: 'supervisor',
  },
  'self-harm-or-violence': {
    ...proposed,
    title: { en: 'Risk of self-harm or violence', zh: '存在自伤或暴力风险' },
    steps: [
      step('make-safe', 'Call for help and stay in touch', '求助并保持联系'),
      step('protect-staff', 'Protect those who meet the complainant', '保护接待人员'),
    ],
    tell: 'head',
    clock: {
      hours: 1,
      metBy: 'make-safe',
      limit: 'target',
      article: 'House target',
      mark: 'P',
    },
  },
  'senior-official': {
    ...proposed,
    title: { en: 'Referred or commented on by a senior official', zh: '领导批示或交办' },
    steps: [step('log-instruction', 'Log the instruction as it was given', '登记批示原文')],
    tell: 'head',
  },
  litigation: {
    ...proposed,
    title: { en: 'Before a court or an arbitrator', zh: '已诉讼或仲裁' },
    steps: [
      step('ask-legal', 'Ask legal', '征询法律部门意见'),
      step('hold-file', 'Keep the file from erasure', '案卷停止销毁'),
    ],
    tell: 'head',
  },
};
