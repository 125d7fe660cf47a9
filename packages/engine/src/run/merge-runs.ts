import type { Result } from './result.ts';
import type { RunDocument, RunOutcome, RunSummary } from './run-document.ts';
import { countVerdicts } from './summarise-results.ts';

/**
 * Two runs against one server as one document, the second after the first: what `mcp-lab test` writes when a suite file
 * asks for several suites. It is of the first one's kind; the areas of the results tell them apart.
 */
export function mergeRuns(first: RunDocument, second: RunDocument): RunDocument {
  const seqs = [...first.transcript.frames.map(({ seq }) => seq), ...first.results.flatMap(({ evidence }) => evidence)];
  const seqOffset = 1 + largest(seqs);
  const connectionOffset = 1 + largest(first.connections.map(({ connection }) => connection));
  const offsetNs = (second.transcript.startedAt - first.transcript.startedAt) * 1e6;
  const results: Result[] = second.results.map((result) => ({
    ...result,
    evidence: result.evidence.map((seq) => seq + seqOffset),
  }));
  const { transcript } = second;
  const all = [...first.results, ...results];
  return {
    ...first,
    finishedAt: second.finishedAt,
    summary: mergeSummaries(first.summary, second.summary, all),
    results: all,
    notRun: [...first.notRun, ...second.notRun],
    connections: [
      ...first.connections,
      ...second.connections.map((info) => ({ ...info, connection: info.connection + connectionOffset })),
    ],
    transcript: {
      startedAt: first.transcript.startedAt,
      frames: [
        ...first.transcript.frames,
        ...transcript.frames.map((frame) => ({
          ...frame,
          seq: frame.seq + seqOffset,
          connection: frame.connection + connectionOffset,
          firstByteNs: frame.firstByteNs + offsetNs,
          lastByteNs: frame.lastByteNs + offsetNs,
        })),
      ],
      dropped: {
        frames: first.transcript.dropped.frames + transcript.dropped.frames,
        bytes: first.transcript.dropped.bytes + transcript.dropped.bytes,
      },
      incompleteConnections: [
        ...first.transcript.incompleteConnections,
        ...transcript.incompleteConnections.map((connection) => connection + connectionOffset),
      ],
    },
  };
}

/** The heavier outcome counts: what could not be run to its end outranks what was found. */
const weight: readonly RunOutcome[] = ['unreachable', 'incomplete', 'findings', 'passed'];

function mergeSummaries(first: RunSummary, second: RunSummary, results: readonly Result[]): RunSummary {
  const heavier = weight.indexOf(second.outcome) < weight.indexOf(first.outcome) ? second : first;
  return { ...heavier, cancelled: first.cancelled || second.cancelled, counts: countVerdicts(results) };
}

function largest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), -1);
}
