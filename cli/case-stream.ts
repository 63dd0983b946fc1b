import { checkInstitutionName } from '../keys/institution-keys.ts';
import { STREAM_NAME } from '../events/log/limits.ts';
import { CommandFailed, EXIT } from './output.ts';

/** The stream of a case, for commands that read the log itself. Throws on what can be no case. */
export function caseStream(institution: string, number: string): string {
  checkInstitutionName(institution);
  const stream = `complaint-${institution}.${number}`;
  if (STREAM_NAME.test(stream)) return stream;
  throw new CommandFailed(
    {
      en: `${number} is no case number: it has 12 characters, as 7KQ2M9X4T0AB.`,
      zh: `${number} 不是案号；案号为 12 个字符，如 7KQ2M9X4T0AB。`,
    },
    EXIT.usage,
  );
}
