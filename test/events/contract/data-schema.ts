/** The part of JSON Schema (2020-12) that the schemas of events are made of. */
export type DataSchema = {
  readonly type?: string | readonly string[];
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number)[];
  readonly anyOf?: readonly DataSchema[];
  readonly oneOf?: readonly DataSchema[];
  readonly properties?: { readonly [name: string]: DataSchema };
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | DataSchema;
  readonly propertyNames?: DataSchema;
  readonly items?: DataSchema;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
};

/** The schema as one of each kind that it allows: by `anyOf`, `oneOf` or a list of types. */
export function choicesOf(schema: DataSchema): readonly DataSchema[] {
  const { anyOf, oneOf, type } = schema;
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return choices.flatMap(choicesOf);
  if (typeof type === 'string' || type === undefined) return [schema];
  return type.map((one) => ({ ...schema, type: one }));
}
