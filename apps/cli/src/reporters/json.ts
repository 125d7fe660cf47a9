import type { RunDocument } from '@mcp-lab/engine';

export function reportJson(document: RunDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
