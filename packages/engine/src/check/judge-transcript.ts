import { noInputs } from '@mcp-lab/contracts';
import type { Revision, Transcript } from '@mcp-lab/wire';
import { loadChecks } from '../checks/load-checks.ts';
import { judgeRevisionParity, revisionParityId } from '../parity/judge-revision-parity.ts';
import { createConnectionLog } from '../run/connection-log.ts';
import { decodeFrame } from '../run/encode-frame.ts';
import type { Result } from '../run/result.ts';
import type { RunDocument } from '../run/run-document.ts';
import { toResult } from '../run/to-result.ts';
import type { Check, Tour } from './check.ts';
import { planRun } from './plan-run.ts';
import { runCheck } from './run-check.ts';
import { createTourView } from './tour-view.ts';

/**
 * Judges a stored run anew with the passive checks of this build; nothing is sent. Checks that need sessions of their
 * own are left out.
 */
export async function judgeTranscript(document: RunDocument, only?: readonly Check[]): Promise<Result[]> {
  const checks = only ?? (await loadChecks());
  const { profile, target, seed } = document;
  const incomplete = new Set(document.transcript.incompleteConnections);
  const connections = document.connections.filter((info) => !incomplete.has(info.connection));
  const frames = document.transcript.frames.map(decodeFrame);
  const passive = checks.filter((check) => check.isolation === 'tour');
  const seen = new Set(connections.filter((info) => info.purpose !== 'discovery').map((info) => info.revision));
  const plan = planRun(passive, profile.transport, profile, { revisions: [...seen] });
  const transcript = createStoredTranscript(document, frames);
  // The secrets were taken out when the run was stored.
  const disclosure = { target, redact: (text: string) => text };
  const tours = new Map<Revision, Tour>();
  const tourOf = (revision: Revision) => {
    const tour = tours.get(revision) ?? createTourView({ frames, connections }, revision);
    tours.set(revision, tour);
    return tour;
  };
  const results: Result[] = [];
  for (const planned of plan.tour) {
    const run = await runCheck(
      {
        target,
        inputs: noInputs,
        profile,
        transcript,
        connections: { ...createConnectionLog(transcript), connections },
        tourOf,
        seed,
        signal: new AbortController().signal,
        requestTimeoutMs: 0,
        checkTimeoutMs: 30_000,
      },
      planned,
    );
    results.push(toResult({ disclosure, transport: profile.transport, seed, frames }, run));
  }
  if (document.results.some(({ checkId }) => checkId === revisionParityId)) {
    results.push(...judgeRevisionParity({ profile, frames, connections, disclosure, seed }));
  }
  return results;
}

function createStoredTranscript(document: RunDocument, frames: Transcript['frames']): Transcript {
  const refuse = () => {
    throw new Error('a stored transcript takes no new frames');
  };
  return {
    frames,
    dropped: document.transcript.dropped,
    startedAt: document.transcript.startedAt,
    now: () => frames.at(-1)?.lastByteNs ?? 0,
    nextConnection: refuse,
    append: refuse,
    onFrame: () => () => {},
  };
}
