import type { RunDocument } from '@mcp-lab/engine';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import { readText } from './files.ts';
import { UsageError } from './usage-error.ts';

/** A run as `--reporter json=FILE` wrote it. Throws UsageError on anything else. */
export function readRunFile(file: string): RunDocument {
  const document = parse(file, readText(file));
  if (!isRecord(document) || typeof document.kind !== 'string') throw notARun(file, 'it does not say its kind');
  if (document.schemaVersion !== 1) {
    const found = escapePeerText(String(document.schemaVersion), { maxLength: 20 });
    throw notARun(file, `it has schema version ${found}, this build reads 1`);
  }
  for (const name of ['results', 'notRun', 'connections']) {
    if (!Array.isArray(document[name])) throw notARun(file, `${name} is missing`);
  }
  const isResult = (item: unknown) =>
    isRecord(item) &&
    ['id', 'checkId', 'verdict', 'reason', 'revision', 'transport'].every((name) => typeof item[name] === 'string');
  if (!(document.results as unknown[]).every(isResult)) throw notARun(file, 'one of its results is not complete');
  for (const name of ['summary', 'profile', 'target', 'tool', 'transcript']) {
    if (!isRecord(document[name])) throw notARun(file, `${name} is missing`);
  }
  return document as unknown as RunDocument;
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notARun(file, error instanceof Error ? error.message : String(error));
  }
}

function notARun(file: string, why: string): UsageError {
  return new UsageError(`${file} is not a run: ${why}. Give a file that mcp-lab test --reporter json=FILE wrote.`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
