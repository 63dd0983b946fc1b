import { fileURLToPath } from 'node:url';
import pdfmake from 'pdfmake';
import type { Content, TableCell } from 'pdfmake';
import type { Block, Cell, Fact, Report, Table } from './report.ts';

/**
 * A report as a PDF with its own letters, which a machine without Chinese fonts shows as well. Equal reports give equal
 * bytes: the date is the report's own, the id follows from what the file says of itself, and nothing is deflated, since
 * what that gives depends on the version of zlib.
 */
export function reportPdf(report: Report): Promise<Buffer> {
  return pdfmake.createPdf(documentOf(report)).getBuffer();
}

const FONT = 'Noto Sans SC';

pdfmake.addFonts({
  [FONT]: { normal: fontFile('400Regular'), bold: fontFile('700Bold') },
});
// A report names no files and no addresses; should words of somebody else, nothing is fetched.
const fontFiles: readonly string[] = [fontFile('400Regular'), fontFile('700Bold')];
pdfmake.setLocalAccessPolicy((path) => fontFiles.includes(path));
pdfmake.setUrlAccessPolicy(() => false);

function fontFile(weight: string): string {
  const file = `@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`;
  return fileURLToPath(import.meta.resolve(file));
}

type PdfDocument = Parameters<typeof pdfmake.createPdf>[0];

const BLUE = '#1f4e79';
const LINE = '#d0d7de';

function documentOf({ language, title, facts, sections, foot, at }: Report): PdfDocument {
  const created = new Date(at);
  return {
    ...{ language, compress: false, version: '1.7', pageSize: 'A4', pageMargins: [40, 44, 40, 48] },
    info: {
      title,
      creationDate: created,
      modDate: created,
      producer: 'Redress',
      creator: 'Redress',
    },
    defaultStyle: { font: FONT, fontSize: 8.5, lineHeight: 1.15 },
    styles: {
      title: { fontSize: 17, bold: true, margin: [0, 0, 0, 8] },
      section: { fontSize: 12, bold: true, color: BLUE, margin: [0, 14, 0, 4] },
      heading: { fontSize: 9.5, bold: true, margin: [0, 6, 0, 2] },
    },
    content: [
      { text: printable(title), style: 'title' },
      factsTable(facts),
      ...sections.flatMap((section): Content[] => [
        { text: printable(section.title), style: 'section', headlineLevel: 1 },
        ...section.blocks.map(blockContent),
      ]),
    ],
    // A heading does not stand alone at the end of a page.
    pageBreakBefore: ({ headlineLevel }, { getFollowingNodesOnPage }) =>
      headlineLevel !== undefined && getFollowingNodesOnPage().length === 0,
    footer: (page, pages) => ({
      columns: [
        { text: printable(foot), color: '#666666' },
        { text: `${page} / ${pages}`, alignment: 'right', color: '#666666', width: 60 },
      ],
      ...{ fontSize: 7, margin: [40, 16, 40, 0] },
    }),
  };
}

function blockContent(block: Block): Content {
  switch (block.is) {
    case 'heading':
      return { text: printable(block.text), style: 'heading', headlineLevel: 2 };
    case 'paragraph':
      return { text: printable(block.text), margin: [0, 1, 0, 4] };
    case 'quote':
      return quoted(block.text);
    case 'facts':
      return factsTable(block.facts);
    case 'table':
      return table(block);
  }
}

function table({ widths, head, rows }: Table): Content {
  const heading = head.map((text): TableCell => ({ text, bold: true, fillColor: '#eef3f8' }));
  return {
    table: {
      ...{ widths: [...widths], headerRows: 1, dontBreakRows: false },
      body: [heading, ...rows.map((row) => row.map(cell))],
    },
    ...{ layout: RULED, margin: [0, 2, 0, 6] },
  };
}

function factsTable(facts: readonly Fact[]): Content {
  const rows = facts.map(([label, value]): TableCell[] => [
    { text: printable(label), bold: true, color: '#444444' },
    cell(value),
  ]);
  return {
    ...{ table: { widths: [110, '*'], body: rows }, layout: RULED, margin: [0, 2, 0, 6] },
  };
}

function quoted(text: string): Content {
  return {
    table: { widths: ['*'], body: [[{ text: printable(text), fillColor: '#f6f8fa' }]] },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: (line) => (line === 0 ? 2 : 0),
      vLineColor: () => '#9db7d0',
      paddingLeft: () => 8,
    },
    margin: [0, 2, 0, 6],
  };
}

/** Hashes and other long words may break anywhere; of Chinese this is so anyway. */
function cell(said: Cell): TableCell {
  if (typeof said !== 'string')
    return { stack: [{ text: printable(said.strong), bold: true }, words(said.text)] };
  return words(said);
}

function words(text: string): { text: string; wordBreak?: 'break-all' } {
  const isLong = /[^\s\p{Script=Han}]{40}/u.test(text);
  return { text: printable(text), ...(isLong ? { wordBreak: 'break-all' as const } : {}) };
}

const RULED = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0,
  hLineColor: () => LINE,
  paddingTop: () => 2.5,
  paddingBottom: () => 2.5,
};

/** No font has a shape for control characters; half of a pair is no character. */
function printable(text: string): string {
  return text.toWellFormed().replaceAll(/[^\P{Cc}\n]/gu, ' ');
}
