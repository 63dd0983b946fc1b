/** A pack of many cases, as it is told. */
export type ManyPacked = {
  readonly file: string;
  readonly sha256: string;
  readonly cases: number;
  readonly events: number;
  readonly later: number;
  readonly treeSize: number;
};

export function manyText({ file, sha256, cases, events, later, treeSize }: ManyPacked): string {
  const counted = `${cases} ${cases === 1 ? 'case' : 'cases'}, ${events} events`;
  return [
    `${file}: ${counted}, under the signed head of ${treeSize} leaves. 证据包已生成。`,
    `SHA-256 ${sha256}`,
    ...(later === 0
      ? []
      : [
          `${later} later events of these cases are under no head yet, and not in it. 尚有事件未入树。`,
        ]),
    `Check it with \`node verify.mjs ${file}\`: verify.mjs lies in it.`,
  ].join('\n');
}
