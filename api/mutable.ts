/** The type an answer's schema asks for, whose lists may be written to. */
type Mutable<Value> = Value extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : Value extends object
    ? { -readonly [Name in keyof Value]: Mutable<Value[Name]> }
    : Value;

/** The very same value: nothing is written to once it is on its way out. */
export function mutable<Value>(value: Value): Mutable<Value> {
  return value as Mutable<Value>;
}
