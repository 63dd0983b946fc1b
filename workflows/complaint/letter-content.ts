import type { Text } from '../../events/envelope.ts';
import type { Refusal } from '../process.ts';
import { refuse } from './refuse.ts';
import { regimeOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/** A section that a letter must hold, by the name under which a command declares it. */
export type Section = { readonly name: string; readonly title: Text };

/** What a letter must say under a regime, and where that is written. */
export type Content = {
  readonly sections: readonly Section[];
  readonly article: string;
  readonly mark: 'V' | 'S' | 'M' | 'P';
};

const section = (name: string, en: string, zh: string): Section => ({ name, title: { en, zh } });

/** Of the decision; a regime that is not here says nothing of it. */
const DECISION: { readonly [regime: string]: Content } = {
  'cn-nfra-2020': {
    sections: [
      section('verified', 'What was found', '核实认定的事实'),
      section('grounds', 'The decision with its basis and reasons', '处理决定及其依据、理由'),
      section(
        'routes',
        'Ways that stay open: review, mediation, arbitration, litigation',
        '申请核查、调解、仲裁、诉讼等救济途径',
      ),
    ],
    article: 'Order 2020-3 art. 19',
    mark: 'V',
  },
  'us-cfpb': {
    sections: [
      section('steps', 'Steps taken', '已采取的措施'),
      section('communications', 'Communications received', '收到的往来信息'),
      section('follow-up', 'Follow-up planned', '后续计划'),
    ],
    article: '12 U.S.C. 5534, after a summary of 2015',
    mark: 'S',
  },
  'uk-fca-disp': {
    sections: [
      section(
        'answer',
        'Accept, offer redress without accepting, or reject with reasons',
        '接受、不承认责任但给予补偿或者说明理由后拒绝',
      ),
      section(
        'ombudsman-right',
        'Right to refer to the Ombudsman, and its website',
        '向申诉专员申诉的权利及其网址',
      ),
      section('leaflet', 'The Ombudsman’s leaflet', '申诉专员说明册'),
      section('time-limits', 'Statement on waiving the time limits', '是否放弃时限抗辩的声明'),
    ],
    article: 'DISP 1.6.2R',
    mark: 'V',
  },
  'eu-psd2': {
    sections: [
      section('all-points', 'All points raised', '全部诉求'),
      section('adr-body', 'At least one body for dispute resolution', '至少一个替代性争议解决机构'),
    ],
    article: 'Directive 2015/2366 art. 101',
    mark: 'V',
  },
  'au-asic-rg271': {
    sections: [
      section('outcome', 'Outcome', '处理结果'),
      section('reasons', 'Reasons', '理由'),
      section(
        'afca-right',
        'Right to go to AFCA, and its contact',
        '向金融投诉局申诉的权利及联系方式',
      ),
    ],
    article: 'RG 271',
    mark: 'S',
  },
};

/** Of a letter of delay or deadlock; under any other regime there is no such letter. */
const DELAY: { readonly [regime: string]: Content } = {
  'uk-fca-disp': {
    sections: [
      section('reason', 'Why not, and when it is expected', '未能答复的原因及预计时间'),
      section('ombudsman-right', 'Right to refer to the Ombudsman now', '即可向申诉专员申诉的权利'),
    ],
    article: 'DISP 1.6.2R(2)',
    mark: 'V',
  },
  'au-asic-rg271': {
    sections: [
      section('reasons', 'Reasons for the delay', '延迟原因'),
      section('afca-right', 'Right to go to AFCA', '向金融投诉局申诉的权利'),
    ],
    article: 'RG 271, from memory',
    mark: 'M',
  },
  'sg-mas-2021': {
    sections: [section('reason', 'Reasons for the delay', '延迟原因')],
    article: 'FA (CHR) Regs 2021 reg. 5(3)(e)',
    mark: 'V',
  },
};

const CONTENT = { decision: DECISION, delay: DELAY };

export function contentOf(
  letter: keyof typeof CONTENT,
  regime: string | undefined,
): Content | undefined {
  return regime === undefined ? undefined : CONTENT[letter][regime];
}

/** A letter that leaves out what its article demands is refused, with what it leaves out. */
export function refuseIncomplete(
  state: ComplaintState,
  letter: keyof typeof CONTENT,
  covers: readonly string[] = [],
): { readonly refused: Refusal } | undefined {
  const content = contentOf(letter, regimeOf(state));
  const missing = content?.sections.filter(({ name }) => !covers.includes(name)) ?? [];
  if (content === undefined || missing.length === 0) return undefined;
  const en = missing.map(({ name, title }) => `${title.en} (${name})`).join('; ');
  const zh = missing.map(({ name, title }) => `${title.zh}（${name}）`).join('；');
  return refuse(
    'letter-incomplete',
    `The letter does not say what ${content.article} demands: ${en}.`,
    `信函缺少 ${content.article} 要求的内容：${zh}。`,
  );
}
