import { type Executor, type LoadProfile, loadProfileSchema } from '@mcp-lab/contracts';
import { parse, stringify } from 'yaml';
import { type FieldIssues, issuesOfSchema } from '@/lib/field-issues.ts';
import { executorFields } from './executor-fields.ts';

/** A load profile as typed. */
export interface ProfileValues {
  executor: Executor['type'];
  /** Members of the executor by their names. */
  fields: Readonly<Record<string, string>>;
  /** Empty: the server's own surface. Else YAML or JSON, a list of calls. */
  mix: string;
  /** `per-vu`, or a number. */
  sessions: string;
  thinkMinMs: string;
  thinkMaxMs: string;
  warmUpSeconds: string;
  requestTimeoutMs: string;
  /** A line each, `metric: expression`, with `, abort` or `, abort after 10 s` behind it. */
  thresholds: string;
}

export function initialFields(type: Executor['type']): Record<string, string> {
  return Object.fromEntries(executorFields[type].map(({ key, initial }) => [key, initial]));
}

export const defaultProfileValues: ProfileValues = {
  executor: 'constant-vus',
  fields: initialFields('constant-vus'),
  mix: '',
  sessions: 'per-vu',
  thinkMinMs: '0',
  thinkMaxMs: '0',
  warmUpSeconds: '0',
  requestTimeoutMs: '10000',
  thresholds: 'failed: rate<0.01',
};

export function valuesOfProfile(profile: LoadProfile): ProfileValues {
  const members: Record<string, unknown> = { ...profile.executor };
  const fields = executorFields[profile.executor.type].map(({ key, isStages, isObjective }) => {
    const value = members[key];
    if (isStages) return [key, (value as { seconds: number; target: number }[]).map(printStage).join('\n')];
    return [key, isObjective ? (value as string[]).join('\n') : String(value)];
  });
  return {
    executor: profile.executor.type,
    fields: Object.fromEntries(fields) as Record<string, string>,
    mix: profile.mix.length === 0 ? '' : stringify(profile.mix),
    sessions: String(profile.sessions),
    thinkMinMs: String(profile.thinkTimeMs.min),
    thinkMaxMs: String(profile.thinkTimeMs.max),
    warmUpSeconds: String(profile.warmUpSeconds),
    requestTimeoutMs: String(profile.requestTimeoutMs),
    thresholds: profile.thresholds.map(printThreshold).join('\n'),
  };
}

/** The profile for the lab, or what is wrong, under the names of `ProfileValues` and, for members of the executor, `fields.<name>`. */
export function parseProfile(values: ProfileValues): { profile: LoadProfile } | { issues: FieldIssues } {
  const mix = readMix(values.mix);
  if (mix instanceof Error) return { issues: { mix: mix.message } };
  const members = executorFields[values.executor].map(({ key, isStages, isObjective }) => {
    const text = values.fields[key] ?? '';
    return [key, isStages ? linesOf(text).map(readStage) : isObjective ? linesOf(text) : Number(text)];
  });
  const parsed = loadProfileSchema.safeParse({
    executor: { type: values.executor, ...Object.fromEntries(members) },
    mix,
    sessions: values.sessions.trim() === 'per-vu' ? 'per-vu' : Number(values.sessions),
    thinkTimeMs: { min: Number(values.thinkMinMs), max: Number(values.thinkMaxMs) },
    warmUpSeconds: Number(values.warmUpSeconds),
    requestTimeoutMs: Number(values.requestTimeoutMs),
    thresholds: linesOf(values.thresholds).map(readThreshold),
  });
  return parsed.success ? { profile: parsed.data } : { issues: nameIssues(issuesOfSchema(parsed.error)) };
}

/** What the schema or the lab said of a profile, under the names of the form. */
export function nameIssues(issues: FieldIssues): FieldIssues {
  const named = Object.entries(issues).map(([path, message]) => {
    const [member = '', inner, ...rest] = path.replace(/^profile\./, '').split('.');
    if (member === 'executor') return [`fields.${inner}`, rest.length > 0 ? `${rest.join('.')}: ${message}` : message];
    if (member === 'thinkTimeMs') return [inner === 'max' ? 'thinkMaxMs' : 'thinkMinMs', message];
    const place = inner === undefined ? '' : `${Number(inner) + 1}${rest.length > 0 ? `, ${rest.join('.')}` : ''}: `;
    return [member, `${place}${message}`];
  });
  return Object.fromEntries(named);
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const printStage = ({ seconds, target }: { seconds: number; target: number }): string => `${seconds}: ${target}`;

/** `30: 100`, also `30s: 100` and `2m: 100`. What cannot be read becomes NaN, which the schema refuses. */
function readStage(line: string): { seconds: number; target: number } {
  const [length = '', target = ''] = line.split(':');
  const [, number = '', unit] = /^([\d.]+)\s*(s|m|h)?$/.exec(length.trim()) ?? [];
  const factor = unit === 'h' ? 3600 : unit === 'm' ? 60 : 1;
  return { seconds: number === '' ? Number.NaN : Number(number) * factor, target: Number(target.trim() || Number.NaN) };
}

type Threshold = LoadProfile['thresholds'][number];

function printThreshold({ metric, expression, abortOnFail, delayAbortEvalSeconds }: Threshold): string {
  const delay = delayAbortEvalSeconds > 0 ? ` after ${delayAbortEvalSeconds} s` : '';
  return `${metric}: ${expression}${abortOnFail ? `, abort${delay}` : ''}`;
}

function readThreshold(line: string): Partial<Threshold> {
  const [, body = line, abort, delay] = /^(.*?)(,\s*abort(?:\s+after\s+([\d.]+)\s*s?)?)?$/.exec(line) ?? [];
  const at = body.indexOf(':');
  return {
    metric: at < 0 ? '' : body.slice(0, at).trim(),
    expression: body.slice(at + 1).trim(),
    abortOnFail: abort !== undefined,
    ...(delay === undefined ? {} : { delayAbortEvalSeconds: Number(delay) }),
  };
}

function readMix(text: string): unknown {
  if (text.trim() === '') return [];
  try {
    const value: unknown = parse(text, { maxAliasCount: 100 });
    return Array.isArray(value) ? value : new Error('It must be a list of calls, each with a tool or a method.');
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
