import { type Baseline, baselineSchema } from '@mcp-lab/contracts';
import { parseDocument, stringify } from 'yaml';

/** More than this is no baseline; aliases could make more of it still. */
const maxLength = 5_000_000;
const maxAliases = 100;

/** Reads a baseline, YAML or JSON. Throws Error with a sentence that says what is wrong where. */
export function parseBaseline(text: string): Baseline {
  if (text.length > maxLength) throw new Error(`longer than ${maxLength} characters`);
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw new Error(error.message);
  const parsed = baselineSchema.safeParse(document.toJS({ maxAliasCount: maxAliases }) ?? {});
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.') || 'file'}: ${message}`);
  throw new Error(issues.join('; '));
}

export function formatBaseline(baseline: Baseline, format: 'json' | 'yaml'): string {
  return format === 'yaml' ? stringify(baseline, { lineWidth: 0 }) : `${JSON.stringify(baseline, null, 2)}\n`;
}
