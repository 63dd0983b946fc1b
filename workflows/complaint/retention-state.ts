/** How long the case is kept. Nothing of it is deleted while a hold stands. */
export type RetentionState = {
  readonly keepUntil: string | null;
  /** Each by the revision that placed it. */
  readonly holds: readonly { readonly revision: number; readonly by: string }[];
};

export const nothingKept: RetentionState = { keepUntil: null, holds: [] };
