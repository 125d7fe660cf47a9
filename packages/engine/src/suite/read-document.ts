import { type Document, isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** What is wrong with a file, and where; line and column from 1. */
export interface FileIssue {
  line: number;
  column: number;
  /** For example `calls.slow.tool`; empty for the file as a whole. */
  path: string;
  message: string;
}

export type DocumentReading<T> =
  /** `locate` puts what is found wrong later to its place in the text. */
  { ok: true; value: T; locate: (problems: readonly Problem[]) => FileIssue[] } | { ok: false; issues: FileIssue[] };

/** More than this was written by no person; aliases could make more of it still. */
const maxBytes = 2_000_000;
const maxAliases = 100;

/** Reads YAML or JSON of a schema. Says every place that is wrong; never throws because of the text. */
export function readDocument<Schema extends z.ZodType>(text: string, schema: Schema): DocumentReading<z.infer<Schema>> {
  if (text.length > maxBytes) {
    return { ok: false, issues: [{ line: 1, column: 1, path: '', message: `longer than ${maxBytes} characters` }] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  if (document.errors.length > 0) {
    // All after the first are mostly its consequences.
    const issues = document.errors.slice(0, 1).map(({ message, pos }) => ({ ...place(pos[0]), path: '', message }));
    return { ok: false, issues };
  }
  const content = toPlain(document);
  if ('problem' in content) return { ok: false, issues: [{ line: 1, column: 1, path: '', message: content.problem }] };
  const locate = (problems: readonly Problem[]): FileIssue[] =>
    problems
      .map(({ path, message }) => ({ ...place(offsetOf(document, path)), path: path.join('.'), message }))
      .toSorted((a, b) => a.line - b.line || a.column - b.column);
  const parsed = schema.safeParse(content.value ?? {});
  if (!parsed.success) return { ok: false, issues: locate(parsed.error.issues.flatMap(flattenIssue)) };
  return { ok: true, value: parsed.data, locate };
}

export type Problem = { path: PropertyKey[]; message: string };

function toPlain(document: Document): { value: unknown } | { problem: string } {
  try {
    return { value: document.toJS({ maxAliasCount: maxAliases }) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** A key that is not known is reported where it stands, and of a union the branch that came furthest. */
function flattenIssue(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: `${key} is not known here` }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const furthest = issue.errors.reduce((best, errors) => (depthOf(errors) > depthOf(best) ? errors : best));
    return furthest.flatMap(flattenIssue).map(({ path, message }) => ({ path: [...issue.path, ...path], message }));
  }
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return [{ path: [...issue.path], message: isMissing ? `is missing: ${issue.expected}` : issue.message }];
}

function depthOf(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

/** Of the deepest part of the path that stands in the text. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find((item) => isPair(item) && String(item.key) === String(key))
      : undefined;
    if (isNode(pair?.key) && pair.key.range) return pair.key.range[0];
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
