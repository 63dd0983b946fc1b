import { translation } from '../events/chinese-words.ts';

/** What the parser of the command line says of a line that it cannot read, in Chinese; nothing for other words. */
export const usageWords = translation([
  ["unknown option '{}'", '未知选项 {}'],
  ["unknown command '{}'", '未知命令 {}'],
  ["missing required argument '{}'", '缺少参数 {}'],
  ["required option '{}' not specified", '缺少必填选项 {}'],
  ["option '{}' argument missing", '选项 {} 缺少取值'],
  ["option '{}' argument '{}' is invalid. {}", '选项 {} 的取值 {} 无效：{}'],
  ["command-argument value '{}' is invalid for argument '{}'. {}", '参数 {1} 的取值 {0} 无效：{2}'],
  [
    "too many arguments for '{}'. Expected {} argument{s} but got {}.",
    '命令 {} 的参数过多：应为 {} 个，实为 {}',
  ],
  ['too many arguments. Expected {} argument{s} but got {}.', '参数过多：应为 {} 个，实为 {}'],
  ["option '{}' cannot be used with option '{}'", '选项 {} 不能与 {} 同时使用'],
  ['Allowed choices are {}.', '可选：{}'],
  ['a command is missing', '缺少子命令'],
]);

/** The same behind the English, on its line. */
export function inBothLanguages(text: string): string {
  return text.replace(/^error: ([^\n]*)/, (line, said: string) => {
    const chinese = usageWords(said);
    return chinese === undefined ? line : `${line} · ${chinese}`;
  });
}
