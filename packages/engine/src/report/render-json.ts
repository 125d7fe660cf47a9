import type { RunDocument } from '../run/run-document.ts';

export function renderJson(run: RunDocument): string {
  return `${JSON.stringify(run, null, 2)}\n`;
}
