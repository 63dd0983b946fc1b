import type { Output } from './output.ts';

/** Counts that leave something out say so, and not on standard output where that is for a script. */
export function warnOfParked(
  { parked, institution }: { readonly parked: number; readonly institution: string },
  { json }: Pick<Output, 'json'>,
): void {
  if (parked === 0) return;
  const lines = [
    `redress: ${parked} cases of ${institution} are parked and not fully counted; see \`redress parked list\`.`,
    `  机构 ${institution} 有 ${parked} 个案件被搁置，未完全计入；参见 \`redress parked list\`。`,
  ];
  (json ? process.stderr : process.stdout).write(lines.map((line) => `${line}\n`).join(''));
}
