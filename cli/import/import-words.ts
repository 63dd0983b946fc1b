import { chineseWords, translation } from '../../events/chinese-words.ts';
import type { Lines } from '../../events/chinese-words.ts';

/** What is wrong with a file or a row that is imported, in English and in Chinese; `{}` is what differs. */
const LINES: Lines = [
  // Files.
  ['{} is empty.', '{} 为空。'],
  [
    '{} is not a mapping: {} is both open and closed.',
    '{} 不是有效的映射：{} 既列为未结，又列为已结。',
  ],
  ['{} has two columns “{}”.', '{} 有两列“{}”。'],
  [
    '{}: the header has two columns “{}”: keep one of them.',
    '{}：表头有两列“{}”，请保留其中一列。',
  ],
  [
    '{} is not the table of the mapping: its first line has no column {}, which the mapping names. Its columns: {}',
    '{} 不是该映射所对应的表：首行没有映射所列的列 {}。现有列：{}',
  ],
  [
    '{} is not a file of the CFPB{} complaints: its first line does not hold the columns {}. It begins with {}.',
    '{0} 不是 CFPB 投诉数据文件：首行没有列 {2}。首行以 {3} 开头。',
  ],
  [
    '{} is not a table of this format: its first line does not hold the columns ({})',
    '{} 不是此格式的表：首行没有所需的列（{}）',
  ],
  ['{} is not a table in CSV and UTF-8: it {}', '{} 不是 UTF-8 编码的 CSV 表：{}'],
  [
    '{} is not UTF-8 (perhaps {}): save the file as CSV in UTF-8.',
    '{} 不是 UTF-8 编码（可能为 {}），请另存为 UTF-8 编码的 CSV 文件。',
  ],
  [
    '{} has {} columns and the header {}: {}. Is a quote missing?',
    '{} 有 {} 列，而表头有 {} 列：{}。是否缺少引号？',
  ],
  ['it ends before column {}', '在第 {} 列之前结束'],
  ['it goes on after column {}', '在第 {} 列之后仍有内容'],
  [
    'is a workbook or an archive: save its sheet as CSV in UTF-8.',
    '这是工作簿或压缩文件，请将工作表另存为 UTF-8 编码的 CSV 文件。',
  ],
  [
    'is an old workbook: save its sheet as CSV in UTF-8.',
    '这是旧版工作簿，请将工作表另存为 UTF-8 编码的 CSV 文件。',
  ],
  ['is compressed: unpack it first.', '文件已压缩，请先解压。'],
  ['is a PDF.', '这是 PDF 文件。'],
  [
    'holds zero bytes: it is in UTF-16, or not text at all.',
    '含有零字节：文件为 UTF-16 编码，或者不是文本。',
  ],
  [
    '{} is longer than {} MB. Is it a table, and is every quote closed?',
    '{} 长于 {} MB：文件是否为表，引号是否均已闭合？',
  ],
  ['{} is malformed ({}).', '{} 格式有误（{}）。'],
  ['{} opens a quote that is never closed.', '{} 的引号没有闭合。'],
  [
    '{} has a quote in the middle of a cell that does not begin with one.',
    '{} 的单元格不以引号开头，中间却有引号。',
  ],
  ['{} goes on after its closing quote.', '{} 在闭合引号之后仍有内容。'],
  // Rows.
  ['{} is blank', '{} 为空'],
  ['{} is not a day as {}', '{} 不是 {} 形式的日期'],
  ['{} is before the first complaint, {}', '{} 早于首件投诉的日期 {}'],
  [
    '{} is not a number: was the file saved by a spreadsheet?',
    '{} 不是数字：文件是否曾由电子表格软件另存？',
  ],
  ['{} is neither open nor closed by the mapping', '{} 在映射中既非未结，也非已结'],
  ['{} is not known', '{} 不在已知取值之内'],
  ['{} is none of {}', '{} 不在下列取值之内：{}'],
  ['contradicts row {} of the same file: {}', '与同一文件第 {} 行相矛盾：{}'],
  ['the narrative is too long to be sealed', '投诉内容过长，无法加密'],
  [
    'received on {}, and {} is recorded: the day of receipt does not change',
    '接收日期为 {}，而已有记录为 {}：接收日期不得变更',
  ],
  [
    'its personal data was erased, and an import does not bring it back',
    '其个人信息已删除，导入不得使其恢复',
  ],
  ['the same row was submitted before with other content', '同一行此前已以其他内容提交'],
  ['a rule of ours failed ({})', '系统内部规则出错（{}）'],
];

const translated = translation(LINES);

/** A fault of a file or a row in Chinese; nothing for one that has no line. */
export function importWords(message: string): string | undefined {
  return translated(message.trim()) ?? chineseWords(message);
}
