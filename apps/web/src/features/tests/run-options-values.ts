import { type RunOptions, runOptionsSchema } from '@mcp-lab/contracts';
import { parse, stringify } from 'yaml';
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
  /** What the user tells about the server, as it stands in a suite file: YAML or JSON. */
  inputs: string;
  /** Of a chaos run: its experiment, YAML or JSON. */
  chaos: string;
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
    inputs: options.inputs === undefined ? '' : stringify(withoutEmpty(options.inputs)),
    chaos: options.chaos === undefined ? '' : stringify(options.chaos),
  };
}

export const defaultRunOptions: RunOptionsValues = valuesOfRunOptions(runOptionsSchema.parse({}));

/** The options for the lab, or what is wrong, under the names of `RunOptionsValues`. */
export function parseRunOptions(values: RunOptionsValues): { options: RunOptions } | { issues: FieldIssues } {
  const chaos = readYaml(values.chaos);
  if (chaos instanceof Error) return { issues: { chaos: chaos.message } };
  const inputs = readYaml(values.inputs);
  if (inputs instanceof Error) return { issues: { inputs: inputs.message } };
  const parsed = runOptionsSchema.safeParse({
    only: listOf(values.only),
    skip: listOf(values.skip),
    revisions: listOf(values.revisions),
    allowSideEffects: values.allowSideEffects,
    requestTimeoutMs: Math.round(Number(values.requestTimeoutSeconds) * 1000),
    maxRunSeconds: Number(values.maxRunSeconds),
    seed: values.seed.trim() === '' ? undefined : Number(values.seed),
    inputs: inputs ?? undefined,
    chaos: chaos ?? undefined,
  });
  if (parsed.success) return { options: parsed.data };
  const issues = issuesOfSchema(parsed.error);
  const named = Object.entries(issues).map(([path, message]) => {
    const field = path.split('.')[0] ?? path;
    if (field === 'inputs' || field === 'chaos')
      return [field, `${path.split('.').slice(1).join('.') || 'It'}: ${message}`];
    return field === 'requestTimeoutMs' ? ['requestTimeoutSeconds', 'From 0.1 to 120 seconds.'] : [field, message];
  });
  return { issues: Object.fromEntries(named) };
}

/** Undefined for nothing; an Error where it cannot be read. */
function readYaml(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return parse(text, { maxAliasCount: 100 }) as unknown;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** What was not told need not be read again. */
function withoutEmpty(inputs: object): object {
  const isEmpty = (value: unknown) =>
    value === undefined ||
    value === 0 ||
    (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => !isEmpty(value)));
}
