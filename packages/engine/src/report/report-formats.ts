import { renderHtml } from './html/render-html.ts';
import { renderCsv } from './render-csv.ts';
import { renderJson } from './render-json.ts';
import { renderJunit } from './render-junit.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderSarif } from './render-sarif.ts';
import type { RenderReport } from './report-options.ts';

export interface ReportFormat {
  render: RenderReport;
  contentType: string;
  /** Of a file that holds it, without the dot. */
  extension: string;
}

export type ReportFormatName = 'json' | 'junit' | 'sarif' | 'html' | 'md' | 'csv';

/** Every report that is a file. */
export const reportFormats: Readonly<Record<ReportFormatName, ReportFormat>> = {
  json: { render: renderJson, contentType: 'application/json; charset=utf-8', extension: 'json' },
  junit: { render: renderJunit, contentType: 'application/xml; charset=utf-8', extension: 'xml' },
  sarif: { render: renderSarif, contentType: 'application/sarif+json; charset=utf-8', extension: 'sarif' },
  html: { render: renderHtml, contentType: 'text/html; charset=utf-8', extension: 'html' },
  md: { render: renderMarkdown, contentType: 'text/markdown; charset=utf-8', extension: 'md' },
  csv: { render: renderCsv, contentType: 'text/csv; charset=utf-8', extension: 'csv' },
};
