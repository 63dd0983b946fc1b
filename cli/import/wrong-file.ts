import { CommandFailed, EXIT } from '../output.ts';
import { importWords } from './import-words.ts';

/** The file, or its mapping, is not what the command takes. Nothing was recorded. */
export class WrongFile extends CommandFailed {
  constructor(message: string, cause?: unknown) {
    const zh = importWords(message) ?? '文件有误。';
    const because = { en: `${message} Nothing was recorded.`, zh: `${zh}未写入任何记录。` };
    super(because, EXIT.usage, cause);
  }
}

/** A file that is not there, or that this process may not read. */
export function unreadable(file: string, error: unknown): WrongFile {
  const { code, message } = error as NodeJS.ErrnoException;
  return new WrongFile(
    code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${message}.`,
    error,
  );
}
