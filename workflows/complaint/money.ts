/** Exact sums of money: amounts of one currency have one scale, so their digits are whole numbers. */
export type Money = { readonly amount: string; readonly currency: string };

/** The total, or the currencies that have none together. An empty list has no total. */
export function totalOf(
  amounts: readonly Money[],
): Money | undefined | { readonly mixed: readonly string[] } {
  const [first] = amounts;
  if (first === undefined) return undefined;
  const currencies = [...new Set(amounts.map(({ currency }) => currency))];
  if (currencies.length > 1) return { mixed: currencies };
  const sum = amounts.reduce((total, one) => total + minorUnits(one), 0n);
  const decimals = first.amount.split('.')[1]?.length ?? 0;
  const digits = sum.toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const amount = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  return { amount, currency: first.currency };
}

function minorUnits({ amount }: Money): bigint {
  return BigInt(amount.replace('.', ''));
}
