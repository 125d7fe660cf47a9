import { createHash } from 'node:crypto';
import { type Revision, WireError } from '@mcp-lab/wire';
import type { RunUnderWay } from '../run/conduct-run.ts';
import type { Result } from '../run/result.ts';
import { toSuiteResult } from '../run/to-suite-result.ts';
import type { OpenedLab } from './open-lab.ts';
import type { Probe, ProbeFinding } from './probe.ts';
import { withConfidence } from './with-confidence.ts';

const maxToolName = 60;

export function idOfProbe({ id }: Pick<Probe, 'id'>): string {
  return `security:${id}`;
}

/** Runs one probe, or says why it is not run, and closes whatever it opened. Never throws because of the server. */
export async function runProbe(
  run: RunUnderWay,
  seed: number,
  revision: Revision,
  probe: Probe,
  opening: OpenedLab | string,
): Promise<Result[]> {
  const startedNs = run.transcript.now();
  const findings = typeof opening === 'string' ? [untestable(opening)] : await findingsOf(run, probe, opening);
  const durationMs = (run.transcript.now() - startedNs) / 1e6;
  const { disclosure, profile, transcript } = run;
  const { transport } = profile;
  const source = {
    disclosure,
    transport,
    seed,
    frames: transcript.frames,
    area: 'security-suite',
    suite: 'security',
  } as const;
  return findings.map((finding) => {
    const { tool, confidence, reason, ...rest } = finding;
    const result = toSuiteResult(source, {
      ...rest,
      checkId: tool === undefined ? idOfProbe(probe) : `${idOfProbe(probe)}:${idOfTool(tool)}`,
      title: probe.title,
      fix: probe.fix,
      revision,
      reason: confidence === undefined ? reason : withConfidence(confidence, reason),
      durationMs,
    });
    return confidence === undefined ? result : { ...result, confidence };
  });
}

async function findingsOf(run: RunUnderWay, probe: Probe, { lab, sessions }: OpenedLab): Promise<ProbeFinding[]> {
  const why = probe.appliesTo?.(lab);
  if (why !== undefined) return [{ verdict: 'not-applicable', reason: why }];
  sessions.beginProbe(probe.id);
  try {
    const findings = await probe.run(lab);
    return findings.length > 0 ? findings : [untestable('the run ended before this probe did')];
  } catch (error) {
    if (run.clock.signal.aborted) return [untestable('the run ended before this probe did')];
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof WireError) return [untestable(`a session could not be opened: ${message}`)];
    return [{ verdict: 'error', reason: `the probe itself failed: ${message}` }];
  } finally {
    await sessions.closeOwn();
  }
}

function untestable(reason: string): ProbeFinding {
  return { verdict: 'untestable', reason };
}

/** A server names its tools as it likes; what is long or odd is told apart by a hash. */
function idOfTool(name: string): string {
  if (/^[\w.-]+$/.test(name) && name.length <= maxToolName) return name;
  const plain = name.replaceAll(/[^\w.-]+/g, '-').slice(0, maxToolName - 9);
  return `${plain}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}
