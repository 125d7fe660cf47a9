import type { BaselineReport } from '../compare/apply-baseline.ts';
import type { RunDocument } from '../run/run-document.ts';

export interface ReportOptions {
  /** What a baseline made of the run: accepted findings are marked, stale and expired entries reported. */
  baseline?: BaselineReport | undefined;
}

/** A report of one run as text. Pure: the same run gives the same text. */
export type RenderReport = (run: RunDocument, options?: ReportOptions) => string;
