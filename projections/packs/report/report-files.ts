import { PACK_LANGUAGES } from '../languages.ts';
import type { PackLanguage } from '../languages.ts';
import { reportHtml } from './report-html.ts';
import { reportPdf } from './report-pdf.ts';
import type { Report } from './report.ts';

/** A report in every language of a pack, as a page and as a PDF, by the names of their files. */
export async function reportFiles(
  name: string,
  reportIn: (language: PackLanguage) => Report,
): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const language of PACK_LANGUAGES) {
    const report = reportIn(language);
    files.set(`${name}.${language}.html`, Buffer.from(reportHtml(report)));
    files.set(`${name}.${language}.pdf`, await reportPdf(report));
  }
  return files;
}
