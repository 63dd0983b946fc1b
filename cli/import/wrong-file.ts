import { CommandFailed, EXIT } from '../output.ts';
import { importWords } from './import-words.ts';

/** The file, or its mapping, is not what the command takes. Nothing was recorded. */
export class WrongFile extends CommandFailed {
  constructor(message: string, cause?: unknown) {
    const zh = importWords(message) ?? '文件有误。';
    const because = { en: `${message} Nothing was recorded.`, zh: `${zh}未写入任何记录。` };
    super(because, EXIT.badInput, cause);
  }
}
