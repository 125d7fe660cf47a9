import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/** Told before a run and not after it; what stands in the file stays. */
export function ensureWritable(file: string): void {
  attempt(file, 'written', () => {
    const isNew = !existsSync(file);
    closeSync(openSync(file, 'a'));
    if (isNew) rmSync(file);
  });
}

export function writeText(file: string, text: string): void {
  attempt(file, 'written', () => writeFileSync(file, text));
}

export function readText(file: string): string {
  return attempt(file, 'read', () => readFileSync(file, 'utf8'));
}

function attempt<T>(file: string, what: 'read' | 'written', perform: () => T): T {
  try {
    return perform();
  } catch (error) {
    throw new UsageError(`${file} cannot be ${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
