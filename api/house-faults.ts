import { NewerEvent } from '../events/newer-event.ts';
import { partsOf } from '../keys/case-number.ts';
import type { Told } from './problems.ts';

/** What is told of an error that no request can mend; `reference` finds all of it in the log files. */
export function houseFault(error: unknown, reference: string): Told {
  if (error instanceof NewerEvent) return ofNewer(error);
  if (isWrongSetting(error)) return ofSetting(error, reference);
  return {
    status: 500,
    code: 'internal-fault',
    because: {
      en: 'Something of ours failed; please report the reference.',
      zh: '系统内部出错，请报告错误编号。',
    },
    details: { reference },
  };
}

/** It passes once the newer release runs, so it is told as what is to be repeated. */
function ofNewer({ stream, revision, type, version }: NewerEvent): Told {
  const number = partsOf(stream)?.caseNumber ?? stream;
  return {
    status: 503,
    code: 'event-of-newer-release',
    because: {
      en: `Case ${number} holds an event of a newer release of Redress: ${type}, version ${version}, at revision ${revision}. This release cannot read the case, and nothing is lost. Repeat the request once the newer release runs, with the same Idempotency-Key where it has one.`,
      zh: `案件 ${number} 含有较新版本 Redress 记录的事件：${type}，版本 ${version}，修订号 ${revision}。当前版本无法读取该案件，数据并未丢失。请在较新版本运行后重复该请求；带有 Idempotency-Key 的，请使用同一值。`,
    },
  };
}

/** Says which file of the home it is, where it is one, and nothing of what stands in it: that is the operator's. */
function ofSetting({ about }: WrongSetting, reference: string): Told {
  const [en, zh] =
    about === undefined ? ['A setting of this house', '本系统的设置'] : [about, ` ${about} `];
  return {
    status: 500,
    code: 'wrong-setting',
    because: {
      en: `${en} is wrong, and nothing was recorded. Whoever operates the house finds what to mend in its log, by the reference.`,
      zh: `${zh}有误，未作任何记录。请系统运维人员凭错误编号在日志中查找原因。`.trim(),
    },
    details: { reference },
  };
}

/** The house is assembled elsewhere, which knows its settings; their faults are known here by their code. */
type WrongSetting = { readonly code: 'wrong-setting'; readonly about?: string };

function isWrongSetting(error: unknown): error is WrongSetting {
  return error instanceof Error && 'code' in error && error.code === 'wrong-setting';
}
