import { type LoadReport, loadReportSchema } from '@mcp-lab/contracts';
import { readRunFile } from '../read-run-file.ts';
import { UsageError } from '../usage-error.ts';

/** The measured loads of run files, in their order. Throws UsageError on a file that holds none. */
export function readLoadReports(files: readonly string[]): LoadReport[] {
  return files.map((file) => {
    const { load } = readRunFile(file);
    if (load === undefined) {
      throw new UsageError(`${file} holds no load. Give files that mcp-lab bench --reporter json=FILE wrote.`);
    }
    const parsed = loadReportSchema.safeParse(load);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new UsageError(`${file} holds no load that this build reads: ${issue?.path.join('.')}: ${issue?.message}`);
  });
}
