import type { ConsistencyCall } from '@mcp-lab/contracts';
import { stringify } from 'yaml';
import type { Candidate } from './find-candidates.ts';

const example: Candidate = {
  write: { tool: 'add_note', arguments: { text: '${unique}' } },
  reads: [{ tool: 'list_notes', arguments: {} }],
};

/** What to write into the suite file, with the likeliest candidate or an invented one. */
export function printMissingPair([candidate = example]: readonly Candidate[]): string {
  const { write, reads } = candidate;
  const read: ConsistencyCall = reads[0] ?? { tool: '…', arguments: {} };
  return stringify({ consistency: { pairs: [{ name: write.tool, write, read }] } }).trimEnd();
}

/** The same for a call whose answer repeats what it was given. */
export function printMissingEcho(): string {
  return stringify({ consistency: { echoes: [{ tool: 'echo', arguments: { text: '${unique}' } }] } }).trimEnd();
}
