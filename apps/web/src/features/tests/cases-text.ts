import { type FieldIssue, type FunctionalCase, functionalCasesSchema } from '@mcp-lab/contracts';
import { type Document, isMap, isNode, isSeq, LineCounter, parseDocument, stringify } from 'yaml';
import type { z } from 'zod';

/** What is wrong with the text of cases, and in which line, from 1. */
export interface CasesIssue {
  line: number;
  message: string;
}

export type CasesReading =
  | { ok: true; cases: FunctionalCase[]; lineOf(path: string): number }
  | { ok: false; issues: CasesIssue[] };

/** Cases as YAML, what has its default left out. */
export function printCasesText(cases: readonly FunctionalCase[]): string {
  if (cases.length === 0) return '';
  const shown = cases.map(({ session, retries, ...rest }) => ({
    ...rest,
    ...(session === 'own' ? {} : { session }),
    ...(retries === 0 ? {} : { retries }),
  }));
  return stringify({ cases: shown }, { lineWidth: 100 });
}

/** Reads cases from YAML or JSON: a suite file with `cases`, or the list alone. Says every line that is wrong. */
export function readCasesText(text: string): CasesReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined) return failure(lines.linePos(broken.pos[0]).line, broken.message);
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return failure(1, error instanceof Error ? error.message : String(error));
  }
  const prefix = isMap(document.contents) ? ['cases'] : [];
  const list = isMap(document.contents) ? (content as { cases?: unknown }).cases : content;
  const lineOf = (path: readonly PropertyKey[]) => lines.linePos(offsetOf(document, [...prefix, ...path])).line;
  const parsed = functionalCasesSchema.safeParse(list ?? []);
  if (!parsed.success) {
    const issues = parsed.error.issues.flatMap(flattenIssue).map(({ path, message }) => {
      return { line: lineOf(path), message: `${path.join('.')}: ${message}` };
    });
    return { ok: false, issues: issues.toSorted((left, right) => left.line - right.line) };
  }
  return { ok: true, cases: parsed.data, lineOf: (path) => lineOf(path.split('.')) };
}

/** What the lab said about the cases it was sent, at the lines it means. */
export function placeIssues(issues: readonly FieldIssue[], lineOf: (path: string) => number): CasesIssue[] {
  return issues
    .filter(({ path }) => path.startsWith('body.cases.'))
    .map(({ path, message }) => {
      const within = path.slice('body.cases.'.length);
      return { line: lineOf(within), message: `${within}: ${message}` };
    });
}

function failure(line: number, message: string): CasesReading {
  return { ok: false, issues: [{ line, message }] };
}

interface Problem {
  path: PropertyKey[];
  message: string;
}

/** A key that is not known is reported where it stands, and of a union the branch that came furthest. */
function flattenIssue(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'is not known here' }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const depthOf = (errors: readonly z.core.$ZodIssue[]) => Math.max(0, ...errors.map(({ path }) => path.length));
    const furthest = issue.errors.reduce((best, errors) => (depthOf(errors) > depthOf(best) ? errors : best));
    return furthest.flatMap(flattenIssue).map(({ path, message }) => ({ path: [...issue.path, ...path], message }));
  }
  return [{ path: [...issue.path], message: issue.message }];
}

/** Where the deepest part of a path stands in the text: the key of a member, or the item of a list. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === String(part));
      if (pair === undefined) return offset;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      if (isNode(node)) offset = node.range?.[0] ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}
