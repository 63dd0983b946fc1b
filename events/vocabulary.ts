import { z } from 'zod';
import type { JsonObject, Message, RecordedEvent } from './envelope.ts';
import { NewerEvent } from './newer-event.ts';
import { assertPlainJson } from './plain-json.ts';

/** The events of one stream category: for each type its present version and the schema of its data. */
export type Vocabulary = { readonly [type: string]: Word };

export type Word = {
  readonly version: number;
  readonly schema: z.ZodType;
  /** By the version they start from: one event to one event, one step a version. */
  readonly upcasts?: { readonly [from: number]: (data: JsonObject) => JsonObject };
};

/** The words of a process, as the engine uses them: checked before they are recorded, and when they are read. */
export function words(vocabulary: Vocabulary): {
  readonly check: (event: Message) => number;
  readonly read: (recorded: RecordedEvent) => Message;
} {
  const known = (type: string) => {
    const word = vocabulary[type];
    if (word === undefined) throw new TypeError(`No event is called ${type}.`);
    return word;
  };
  return {
    check: ({ type, data }) => {
      const { version, schema } = known(type);
      const parsed = schema.safeParse(data);
      if (!parsed.success) throw new TypeError(`${type}: ${z.prettifyError(parsed.error)}`);
      assertPlainJson(data);
      return version;
    },
    read: (recorded) => ({
      type: recorded.type,
      data: upcast(vocabulary[recorded.type], recorded),
    }),
  };
}

/** What was recorded in an older version, said in the present one. */
function upcast(word: Word | undefined, recorded: RecordedEvent): JsonObject {
  const { type, version: from, data } = recorded;
  if (word === undefined) throw new NewerEvent(recorded);
  const { version, upcasts } = word;
  if (from > version) throw new NewerEvent(recorded, version);
  let present = data;
  for (let step = from; step < version; step += 1) {
    const next = upcasts?.[step];
    if (next === undefined) throw new TypeError(`${type} has no upcast from version ${step}.`);
    present = next(present);
  }
  return present;
}

/** The union of events that a vocabulary speaks. */
export type EventOf<Words extends Vocabulary> = {
  [Type in keyof Words & string]: {
    readonly type: Type;
    readonly data: Fixed<z.output<Words[Type]['schema']>>;
  };
}[keyof Words & string];

/** Nothing recorded is ever changed in place. */
type Fixed<T> = T extends readonly (infer Item)[]
  ? readonly Fixed<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Fixed<T[Key]> }
    : T;
