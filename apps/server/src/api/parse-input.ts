import { type Endpoint, type FieldIssue, LabError } from '@mcp-lab/contracts';
import type { z } from 'zod';

/** The three parts of a request as the endpoint's schemas understood them. */
export interface ParsedInput {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

interface RawInput {
  params: unknown;
  query: unknown;
  body: unknown;
}

const parts = ['params', 'query', 'body'] as const;

/** Parses params, query and body. Throws `invalid-input` with an issue for each wrong or unknown field. */
export function parseInput(endpoint: Endpoint, raw: RawInput): ParsedInput {
  const issues: FieldIssue[] = [];
  const parsed: ParsedInput = {};
  for (const part of parts) {
    const schema = endpoint[part];
    if (schema === undefined) {
      issues.push(...refuseAll(part, raw[part]));
      continue;
    }
    const result = schema.safeParse(raw[part] ?? (part === 'body' ? undefined : {}));
    if (result.success) parsed[part] = result.data;
    else issues.push(...result.error.issues.flatMap((issue) => describeIssue(part, issue)));
  }
  if (issues.length > 0) {
    const [first] = issues;
    throw new LabError('invalid-input', `${first?.path}: ${first?.message}`, { issues });
  }
  return parsed;
}

function refuseAll(part: string, value: unknown): FieldIssue[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [{ path: part, message: 'is not expected here' }];
  return Object.keys(value).map((key) => ({ path: `${part}.${key}`, message: 'is not known here' }));
}

/** One issue a field: an unknown field is named itself, the branches of a union are those of its best match. */
function describeIssue(part: string, issue: z.core.$ZodIssue): FieldIssue[] {
  const path = [part, ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: `${path}.${key}`, message: 'is not known here' }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = issue.errors.toSorted((left, right) => left.length - right.length)[0] ?? [];
    return closest.flatMap((inner) => describeIssue(path, inner));
  }
  return [{ path, message: issue.message }];
}
