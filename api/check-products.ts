import type { Caller } from './actor.ts';
import { RequestMalformed } from './check-requests.ts';
import type { House } from './house.ts';
import type { Fault } from './problems.ts';

/** How many codes of the list a fault proposes. */
const PROPOSED = 3;

type Asked = {
  readonly stream: string;
  /** Of the submission: one that was recorded stays so, whatever the list says today. */
  readonly id: string;
  readonly commands: readonly { readonly type: string; readonly data: object }[];
  readonly isNew: boolean;
};

/**
 * Throws, naming each place, when a command names a product that is not on the institution's own list. An institution
 * without a list takes any code. What a source states of an imported case is the source's own, and never asked here.
 */
export async function checkProducts(
  { log, productsOf }: Pick<House, 'log' | 'productsOf'>,
  { institution }: Pick<Caller, 'institution'>,
  { stream, id, commands, isNew }: Asked,
): Promise<void> {
  const products = productsOf?.(institution) ?? [];
  if (products.length === 0) return;
  const faults = commands.flatMap(({ data }, index): readonly Fault[] => {
    const product = 'product' in data ? data.product : undefined;
    if (typeof product !== 'string' || products.includes(product)) return [];
    const at = isNew ? 'body/product' : `body/commands/${index}/data/product`;
    const near = nearestTo(product, products).join(', ');
    return [{ at, message: `is not on the institution’s list of products; nearest: ${near}` }];
  });
  if (faults.length === 0) return;
  const recorded = await log.read(stream);
  if (recorded.some(({ meta }) => meta.submission.id === id)) return;
  throw new RequestMalformed('unknown-product', faults);
}

/** The codes of a list that look most like another, by the pairs of letters they share. */
function nearestTo(code: string, list: readonly string[]): readonly string[] {
  const own = pairsOf(code);
  const likeness = (other: string): number => {
    const pairs = pairsOf(other);
    return (2 * [...pairs].filter((pair) => own.has(pair)).length) / (own.size + pairs.size);
  };
  return list.toSorted((one, other) => likeness(other) - likeness(one)).slice(0, PROPOSED);
}

function pairsOf(code: string): ReadonlySet<string> {
  const letters = [...` ${code.toLowerCase()} `];
  return new Set(letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`));
}
