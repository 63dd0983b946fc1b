import type { Actor, Instant, Message } from '../events/envelope.ts';
import type { Cast } from './cast.ts';

/**
 * A case's life as a list of steps. What a step submits is made when it is its turn, from the state then and the step's
 * own `salt`: so a story still makes sense when some of its steps are left out, and can be shrunk.
 */
export type Story = {
  readonly cast: Cast;
  readonly steps: readonly Step[];
};

/** What goes wrong at the log while a step lasts: in order, for each append and read. */
export type Fault = 'lost' | 'lost-after' | 'slow' | 'unreadable';

/** Somebody gives a command: drawn from the state by `salt`, plausibly or not. */
export type Give = {
  readonly type: string;
  readonly by: Actor;
  readonly salt: number;
  readonly wild: boolean;
  /** The revision the caller says to have seen: the present one, an older one, or none. */
  readonly saw?: 'present' | 'older';
};

export type Step = {
  readonly at: Instant;
  /** Which of the two desks hears it. */
  readonly desk: 0 | 1;
  readonly faults: readonly Fault[];
} & (
  | { readonly does: 'look' }
  /** `rival` gives at the same moment: at the other desk, or on the same visit. */
  | {
      readonly does: 'give';
      readonly give: Give;
      readonly rival?: Give;
      readonly together?: boolean;
    }
  /** The submission of an earlier step once more, by its salt; `changed` under the same id but with other content. */
  | { readonly does: 'repeat'; readonly salt: number; readonly changed: boolean }
  /** The answer to an errand: of those of this name the last, or so many before it; at the other desk given up too. */
  | {
      readonly does: 'answer';
      readonly errand: string;
      readonly back: number;
      readonly gaveUp: boolean;
      readonly twice: boolean;
    }
);

/** What a submission said, by its salt. */
export type SaidBy = (salt: number) => Message | undefined;

/** A step in a line that a person can read. */
export function tell(step: Step, saidBy: SaidBy): string {
  const faults = step.faults.length === 0 ? '' : ` [log: ${step.faults.join(', ')}]`;
  return `${step.at} desk ${step.desk + 1}: ${told(step, saidBy)}${faults}`;
}

function told(step: Step, saidBy: SaidBy): string {
  switch (step.does) {
    case 'look':
      return 'looks';
    case 'give': {
      const { give, rival, together } = step;
      const where = together === true ? 'on the same visit' : 'at the other desk';
      const first = toldGive(give, saidBy);
      return rival === undefined ? first : `${first}, and ${where} ${toldGive(rival, saidBy)}`;
    }
    case 'repeat':
      return `submission ${step.salt} again${step.changed ? ' with other content' : ''}`;
    case 'answer':
      return toldAnswer(step);
  }
}

function toldAnswer({ errand, back, gaveUp, twice }: Extract<Step, { does: 'answer' }>): string {
  const which = back === 0 ? '' : ` (${back} before the last)`;
  const too = twice ? ', and gave up at the other desk' : '';
  return `errand ${errand}${which} ${gaveUp ? 'gave up' : 'is answered'}${too}`;
}

function toldGive({ type, by, salt, saw }: Give, saidBy: SaidBy): string {
  const seen = saw === undefined ? '' : `, having seen the ${saw} revision`;
  return `${by.id} gives ${type} ${wordsOf(saidBy(salt))}${seen} (submission ${salt})`;
}

/** What a command says, without what is sealed. */
function wordsOf(command: Message | undefined): string {
  return JSON.stringify(command?.data ?? {}, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && 'sealed' in value ? '…' : value,
  );
}
