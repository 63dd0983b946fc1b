import type { Text } from '../events/envelope.ts';
import { faultText } from './faults.ts';
import type { Fault } from './faults.ts';

/** A file, or a folder of them, with every datum of it that is wrong. */
export type WrongFile = { readonly file: string; readonly faults: readonly Fault[] };

/** Regimes or calendars that nobody can go by, by file and datum: whoever keeps the files mends them. */
export class WrongRules extends Error {
  override readonly name = 'WrongRules';
  readonly because: Text;
  constructor(wrong: readonly WrongFile[], what: Text) {
    const en = wrong.map(
      (one) => `${one.file} ${what.en}:\n${one.faults.map(faultText).join('\n')}`,
    );
    super(en.join('\n'));
    const files = wrong.map(({ file }) => file).join('、');
    this.because = { en: this.message, zh: `${files} ${what.zh}，问题如上。` };
  }
}
