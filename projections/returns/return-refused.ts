import type { Text } from '../../events/envelope.ts';

/** Why a return cannot be made: each is the asker's to mend. */
export type RefusalCode =
  | 'position-not-in-log'
  | 'instant-too-recent'
  | 'not-a-period-of-this-return'
  | 'period-not-begun'
  | 'no-such-cell'
  | 'pins-out-of-order'
  | 'figure-missing'
  | 'returns-behind';

/** A return that cannot be made as it was asked for, with what is wrong where. */
export class ReturnRefused extends Error {
  override readonly name = 'ReturnRefused';
  readonly code: RefusalCode;
  readonly because: Text;
  readonly faults: readonly { readonly at: string; readonly message: string }[];
  constructor(code: RefusalCode, because: Text, faults: ReturnRefused['faults'] = []) {
    super(because.en);
    this.code = code;
    this.because = because;
    this.faults = faults;
  }
}
