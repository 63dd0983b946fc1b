import pc from 'picocolors';

export type Marked = {
  readonly mark: string;
  readonly confirmed: { readonly by: string; readonly on: string } | null;
};

/** A rule that nobody read in its own text says so, and who of the institution stands for it. */
export function markText({ mark, confirmed }: Marked): string {
  if (mark === 'V') return mark;
  return confirmed === null
    ? `${mark}, ${pc.yellow('unconfirmed 未确认')}`
    : `${mark}, confirmed by ${confirmed.by} on ${confirmed.on} 已确认`;
}
