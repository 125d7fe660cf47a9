import { type RunOptions, runOptionsSchema } from '@mcp-lab/contracts';
import { type FieldIssues, issuesOfSchema } from '@/lib/field-issues.ts';

/** Run options as typed. */
export interface RunOptionsValues {
  only: string;
  skip: string;
  revisions: string;
  requestTimeoutSeconds: string;
  maxRunSeconds: string;
  allowSideEffects: boolean;
  seed: string;
}

const listOf = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '');

export function valuesOfRunOptions(options: RunOptions): RunOptionsValues {
  return {
    only: options.only.join('\n'),
    skip: options.skip.join('\n'),
    revisions: options.revisions.join(', '),
    requestTimeoutSeconds: String(options.requestTimeoutMs / 1000),
    maxRunSeconds: String(options.maxRunSeconds),
    allowSideEffects: options.allowSideEffects,
    seed: options.seed === undefined ? '' : String(options.seed),
  };
}

export const defaultRunOptions: RunOptionsValues = valuesOfRunOptions(runOptionsSchema.parse({}));

/** The options for the lab, or what is wrong, under the names of `RunOptionsValues`. */
export function parseRunOptions(values: RunOptionsValues): { options: RunOptions } | { issues: FieldIssues } {
  const parsed = runOptionsSchema.safeParse({
    only: listOf(values.only),
    skip: listOf(values.skip),
    revisions: listOf(values.revisions),
    allowSideEffects: values.allowSideEffects,
    requestTimeoutMs: Math.round(Number(values.requestTimeoutSeconds) * 1000),
    maxRunSeconds: Number(values.maxRunSeconds),
    seed: values.seed.trim() === '' ? undefined : Number(values.seed),
  });
  if (parsed.success) return { options: parsed.data };
  const issues = issuesOfSchema(parsed.error);
  const named = Object.entries(issues).map(([path, message]) => {
    const field = path.split('.')[0] ?? path;
    return field === 'requestTimeoutMs' ? ['requestTimeoutSeconds', 'From 0.1 to 120 seconds.'] : [field, message];
  });
  return { issues: Object.fromEntries(named) };
}
