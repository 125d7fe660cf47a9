import type { LoadReport } from '@mcp-lab/contracts';

/** Why a run says nothing that may be compared; undefined where it does. */
export function whyLeftOut(report: LoadReport): string | undefined {
  if (!report.generator.valid) {
    return `The generator was itself the bottleneck: ${report.generator.invalidBecause.join(' ')}`.slice(0, 1_000);
  }
  if (report.abortedBy !== null) {
    return `It was ended before its time by the threshold ${report.abortedBy}.`;
  }
  return report.total.calls === 0 ? 'No call was measured.' : undefined;
}
