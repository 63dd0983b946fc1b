import { nameOf } from './problems.ts';
import type { Fault } from './problems.ts';

/**
 * Names that stand twice in one object of a JSON text, at any depth, by their places under `at`. Parsers keep the last
 * and say nothing, so two systems could read two different requests. The text must be JSON, which its parser has found
 * already; then brackets, commas and strings are all there is to look at, once and without recursion.
 */
export function repeatedNames(text: string, at: string): readonly Fault[] {
  const faults: Fault[] = [];
  const open: Container[] = [];
  for (const mark of marksOf(text)) {
    const inner = open.at(-1);
    if (mark === '{') open.push({ names: new Set(), step: '', isNext: true });
    else if (mark === '[') open.push({ names: undefined, step: 0, isNext: false });
    else if (mark === '}' || mark === ']') open.pop();
    else if (mark === ',') goOn(inner);
    else if (isSecond(mark, inner)) faults.push({ at: placeOf(at, open), message: TWICE });
    if (faults.length === MOST) break;
  }
  return faults;
}

/** The brackets and commas of a JSON text, and its strings as they are quoted. */
function* marksOf(text: string): Generator<string> {
  for (let place = 0; place < text.length; place += 1) {
    const mark = text.charAt(place);
    if (mark === '"') {
      const end = endOf(text, place);
      yield text.slice(place, end + 1);
      place = end;
    } else if ('{}[],'.includes(mark)) yield mark;
  }
}

const TWICE = 'stands twice in one object: send it once';
/** Faults that are named, and steps of a place that are told. */
const MOST = 20;

/** An object or a list that is not over yet. */
type Container = {
  /** The names of an object so far; a list has none. */
  readonly names: Set<string> | undefined;
  /** The name or number of what is read now. */
  step: string | number;
  /** Whether the next string is a name. */
  isNext: boolean;
};

function goOn(container: Container | undefined): void {
  if (typeof container?.step === 'number') container.step += 1;
  else if (container !== undefined) container.isNext = true;
}

/** Whether a string is a name that its object has already; remembers it otherwise. */
function isSecond(quoted: string, container: Container | undefined): boolean {
  if (container?.names === undefined || !container.isNext) return false;
  const name = decoded(quoted);
  const isKnown = container.names.has(name);
  container.names.add(name);
  container.step = name;
  container.isNext = false;
  return isKnown;
}

/** Where the string that begins here ends: at a quote with an even number of backslashes before it. */
function endOf(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text[before - 1] === '\\') before -= 1;
    if ((end - before) % 2 === 0) return end;
  }
}

/** `"\u0061"` is the same name as `"a"`. */
function decoded(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}

function placeOf(at: string, open: readonly Container[]): string {
  const steps = open.slice(0, MOST).map(({ step }) => nameOf(step));
  return [at, ...steps, ...(open.length > MOST ? ['…'] : [])].join('/');
}
