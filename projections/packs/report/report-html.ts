import type { Block, Cell, Fact, Report, Section, Table } from './report.ts';

/** A report as one page that needs nothing else and runs nothing: no scripts, no fonts or pictures from elsewhere. */
export function reportHtml({ language, title, facts, sections, foot }: Report): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${factsHtml(facts)}
${sections.map(sectionHtml).join('\n')}
<footer>${escaped(foot)}</footer>
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light; }
body { font: 14px/1.6 "Noto Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; color: #1a1a1a;
  max-width: 68rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.7rem; margin: 0 0 1rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; padding-bottom: .2rem; border-bottom: 2px solid #1f4e79; color: #1f4e79; }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
table { border-collapse: collapse; width: 100%; margin: .4rem 0 .8rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #d0d7de;
  white-space: pre-line; overflow-wrap: anywhere; }
thead th { background: #eef3f8; white-space: nowrap; }
table.wide { table-layout: fixed; }
table.facts th { width: 12rem; font-weight: 600; color: #444; }
blockquote { margin: .4rem 0 .8rem; padding: .5rem .9rem; border-left: 3px solid #9db7d0; background: #f6f8fa;
  white-space: pre-wrap; overflow-wrap: anywhere; }
footer { margin-top: 2.5rem; color: #666; font-size: .85rem; border-top: 1px solid #d0d7de; padding-top: .5rem; }
@media print { body { margin: 0; max-width: none; } tr, blockquote { break-inside: avoid; } }
`;

function sectionHtml({ title, blocks }: Section): string {
  return `<section>\n<h2>${escaped(title)}</h2>\n${blocks.map(blockHtml).join('\n')}\n</section>`;
}

function blockHtml(block: Block): string {
  switch (block.is) {
    case 'heading':
      return `<h3>${escaped(block.text)}</h3>`;
    case 'paragraph':
      return `<p>${escaped(block.text)}</p>`;
    case 'quote':
      return `<blockquote>${escaped(block.text)}</blockquote>`;
    case 'facts':
      return factsHtml(block.facts);
    case 'table':
      return tableHtml(block);
  }
}

function tableHtml({ widths, head, rows }: Table): string {
  const columns = widths.map((width) =>
    width === '*' ? '<col>' : `<col style="width:${width * PIXELS_PER_POINT}px">`,
  );
  const heads = head.map((cell) => `<th scope="col">${escaped(cell)}</th>`);
  const lines = rows.map(
    (row) => `<tr>${row.map((cell) => `<td>${cellHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<table class="wide"><colgroup>${columns.join('')}</colgroup>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>\n${lines.join('\n')}\n</tbody></table>`;
}

/** A page on a screen is wider than a sheet, and its letters are larger. */
const PIXELS_PER_POINT = 1.8;

function cellHtml(cell: Cell): string {
  if (typeof cell === 'string') return escaped(cell);
  return [`<strong>${escaped(cell.strong)}</strong>`, escaped(cell.text)].join('\n').trimEnd();
}

function factsHtml(facts: readonly Fact[]): string {
  const rows = facts.map(
    ([label, value]) => `<tr><th scope="row">${escaped(label)}</th><td>${escaped(value)}</td></tr>`,
  );
  return `<table class="facts"><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

const ENTITIES: { readonly [sign: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
