/** A place at which two values differ, as a difference has it or an answer of the API. */
type Place = { readonly path: string; readonly before?: unknown; readonly after?: unknown };

const LONGEST = 90;

/** `path: before → after`; sealed text stays sealed. */
export function differenceText({ path, before, after }: Place): string {
  return `${path}: ${valueText(before)} → ${valueText(after)}`;
}

function valueText(value: unknown): string {
  if (value === undefined) return '–';
  if (isBox(value)) return '(sealed · 已加密)';
  const text = typeof value === 'string' ? value : JSON.stringify(value, boxesOut);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function boxesOut(_name: string, value: unknown): unknown {
  return isBox(value) ? '(sealed)' : value;
}

function isBox(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'sealed' in value;
}
