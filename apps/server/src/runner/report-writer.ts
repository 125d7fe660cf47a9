import type { Writable } from 'node:stream';
import type { ReportInput } from './protocol.ts';

/** Sends one report. Resolves when the worker keeps up: awaiting it bounds what waits in memory. */
export type SendReport = (report: ReportInput) => Promise<void>;

export function createReportWriter(output: Writable): SendReport {
  return (report) =>
    new Promise((resolve) => {
      // A worker that is gone cannot be told anything; its end is noticed at stdin.
      const kept = output.write(`${JSON.stringify(report)}\n`, () => {});
      if (kept) resolve();
      else output.once('drain', resolve);
    });
}
