/** What of a query was given: absent names instead of undefined ones. */
export function given<Query extends object>(query: Query): Given<Query> {
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined),
  ) as Given<Query>;
}

type Given<Query> = {
  readonly [Name in keyof Query]: Exclude<Query[Name], undefined>;
};
