/** An exact decimal: `digits` over ten to the power of `scale`. */
export type Decimal = { readonly digits: bigint; readonly scale: number };

export const ZERO: Decimal = { digits: 0n, scale: 0 };

export function decimal(text: string): Decimal {
  const [, fraction = ''] = text.split('.');
  return { digits: BigInt(text.replace('.', '')), scale: fraction.length };
}

export function sumOf(...all: readonly Decimal[]): Decimal {
  return all.reduce((one, other) => {
    const scale = Math.max(one.scale, other.scale);
    return { digits: digitsAt(one, scale) + digitsAt(other, scale), scale };
  }, ZERO);
}

export function lessBy(one: Decimal, other: Decimal): Decimal {
  return sumOf(one, { digits: -other.digits, scale: other.scale });
}

export function compareDecimals(one: Decimal, other: Decimal): number {
  const { digits } = lessBy(one, other);
  if (digits === 0n) return 0;
  return digits < 0n ? -1 : 1;
}

export function textOf({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  return scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** `count` × `per` ÷ `by`, half rounded up, with two decimals. Neither is negative, and `by` is not 0. */
export function ratioOf(count: Decimal, per: string, by: Decimal): string {
  const scale = Math.max(count.scale, by.scale);
  const dividend = digitsAt(count, scale) * BigInt(per) * 100n;
  const divisor = digitsAt(by, scale);
  return textOf({ digits: (2n * dividend + divisor) / (2n * divisor), scale: 2 });
}

function digitsAt({ digits, scale }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - scale);
}
