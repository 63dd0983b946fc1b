import pc from 'picocolors';
import { houseFault } from '../api/house-faults.ts';
import { RequestRefused } from '../api/requester.ts';
import type { Problem } from '../api/problems.ts';
import type { Text } from '../events/envelope.ts';
import { NewerEvent } from '../events/newer-event.ts';
import { InstitutionKeysFault } from '../keys/key-faults.ts';
import { WrongRules } from '../regimes/wrong-rules.ts';
import { WrongSetting } from '../workers/wrong-setting.ts';

/** Exit codes that scripts can rely on; listed in `redress --help`. */
export const EXIT = {
  done: 0,
  refused: 1,
  usage: 2,
  /** What was given to read is wrong. */
  badInput: 65,
  unavailable: 69,
  fault: 70,
  interrupted: 130,
} as const;

/** A command that cannot go on, with its exit code and what to do about it, in both languages. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly because: Text;
  readonly exitCode: number;
  constructor(because: Text, exitCode: number, cause?: unknown) {
    super(because.en, { cause });
    this.because = because;
    this.exitCode = exitCode;
  }
}

/** With `--json` standard output holds JSON only, and what a person would read goes to standard error. */
export type Output = {
  readonly json: boolean;
  /** A line for people. */
  readonly say: (line: string) => void;
  /** The result: one line of JSON, or the text for people. */
  readonly result: (value: unknown, text: string) => void;
};

export function output(json: boolean): Output {
  return {
    json,
    say: (line) => (json ? process.stderr : process.stdout).write(`${line}\n`),
    result: (value, text) => process.stdout.write(`${json ? JSON.stringify(value) : text}\n`),
  };
}

/** Says what went wrong and answers the exit code. */
export function explain(thrown: unknown, json: boolean): number {
  if (thrown instanceof RequestRefused) return explainProblem(thrown.problem, json);
  const error = converted(thrown);
  const message = error instanceof Error ? error.message : String(error);
  const exitCode = error instanceof CommandFailed ? error.exitCode : EXIT.fault;
  const because = error instanceof CommandFailed ? { because: error.because } : {};
  if (json) process.stdout.write(`${JSON.stringify({ failed: message, ...because, exitCode })}\n`);
  else
    process.stderr.write(
      [
        `${pc.red('redress:')} ${message}`,
        ...('because' in because ? [`  ${because.because.zh}`] : []),
      ]
        .map((line) => `${line}\n`)
        .join(''),
    );
  if (process.env['REDRESS_DEBUG'] !== undefined) console.error(error);
  return exitCode;
}

function exitCodeOf(error: InstitutionKeysFault): number {
  switch (error.code) {
    case 'institution-name-malformed':
      return EXIT.usage;
    case 'institution-keys-exist':
      return EXIT.refused;
    case 'institution-unknown':
    case 'institution-keys-malformed':
    case 'institution-keys-exposed':
    case 'institution-keys-ambiguous':
      return EXIT.badInput;
  }
}

/** Where it is, and what to do, stands in the English sentence, whose names need no translation. */
const KEY_FAULTS: { readonly [Code in InstitutionKeysFault['code']]: string } = {
  'institution-name-malformed': '机构名称应为 2 至 16 个小写字母或数字。',
  'institution-keys-exist': '该机构的密钥已存在：密钥只生成一次。',
  'institution-unknown': '本安装没有该机构的密钥；请先用 `redress institution add` 新增机构。',
  'institution-keys-malformed': '该机构的密钥文件或变量内容有误。',
  'institution-keys-exposed': '该机构的密钥文件可被他人读写；请用 chmod 600 收紧权限。',
  'institution-keys-ambiguous': '环境变量与密钥文件中的密钥不一致；请删除有误的一份。',
};

/** What is known of an error, told in both languages and with its exit code. */
function converted(error: unknown): unknown {
  if (isUnanswered(error)) return unanswered(error);
  if (error instanceof WrongSetting) {
    const { en, zh } = error.because;
    return new CommandFailed({ en: en.trimEnd(), zh }, EXIT.usage, error);
  }
  if (error instanceof InstitutionKeysFault)
    return new CommandFailed(
      { en: error.message, zh: KEY_FAULTS[error.code] },
      exitCodeOf(error),
      error,
    );
  if (error instanceof WrongRules) return new CommandFailed(error.because, EXIT.badInput, error);
  if (error instanceof NewerEvent)
    return new CommandFailed(houseFault(error, '').because, EXIT.unavailable, error);
  return error;
}

/** How Node says that a request got no answer at all. */
function isUnanswered(error: unknown): error is TypeError {
  return error instanceof TypeError && error.message === 'fetch failed';
}

function unanswered(error: TypeError): CommandFailed {
  const why = error.cause instanceof Error ? error.cause.message : error.message;
  return new CommandFailed(
    {
      en: `The API did not answer: ${why}. Look with \`redress status\`, start it with \`redress up\`.`,
      zh: `接口没有响应（${why}）。请用 \`redress status\` 查看，用 \`redress up\` 启动。`,
    },
    EXIT.unavailable,
    error,
  );
}

function explainProblem(problem: Problem, json: boolean): number {
  const { code, detail, because, faults = [], status } = problem;
  if (json) process.stdout.write(`${JSON.stringify(problem)}\n`);
  else {
    const said = faults.length > 0 ? 'nothing was recorded' : (because?.en ?? detail);
    const lines = [`${pc.red('refused')} ${code}: ${said}`];
    if (because !== undefined && faults.length === 0) lines.push(`  ${because.zh}`);
    for (const fault of faults) lines.push(`  ${fault.at}: ${fault.message} · ${fault.because.zh}`);
    process.stderr.write(`${lines.join('\n')}\n`);
  }
  return status === 503 ? EXIT.unavailable : EXIT.refused;
}
