import type { Revision } from '@mcp-lab/wire';
import { quoteJson } from '../../checks/jsonrpc/quote.ts';
import { classifyDrift } from '../../drift/classify-drift.ts';
import type { DriftChange } from '../../drift/drift-change.ts';
import type { SurfaceSnapshot } from '../../drift/snapshot.ts';
import type { Probe, ProbeFinding, ProbeLab } from '../probe.ts';
import { listedEvidence } from '../text/listed-evidence.ts';

const maxTold = 6;
const fix =
  'Publish another thing under another name, or with a new version that is approved anew. What was approved has to stay what it was.';

export const rugPullSnapshotProbe: Probe = {
  id: 'rug-pull-snapshot',
  title: 'What was approved is still what it was',
  fix,
  async run(lab) {
    if (lab.snapshot === undefined) {
      return [
        {
          verdict: 'untestable',
          reason:
            'no earlier state is known: write one with mcp-lab inspect --save-snapshot FILE when you approve the server, and give it as --snapshot FILE',
        },
      ];
    }
    // What a newer revision tells otherwise is no change of the server.
    const spoken: readonly Revision[] = [...lab.profile.legacy, ...lab.profile.modern];
    const session = await lab.open(
      {},
      spoken.find((revision) => revision === lab.snapshot?.revision),
    );
    const now = await lab.snapshotNow(session);
    return [judgeChanges(lab, lab.snapshot, now, 'since the snapshot', 'the lists were compared with the snapshot')];
  },
};

export const rugPullCallsProbe: Probe = {
  id: 'rug-pull-calls',
  title: 'Tools are the same after they were called as before',
  fix,
  async run(lab) {
    const session = await lab.open();
    const before = await lab.snapshotNow(session);
    await lab.exercise(session);
    if (session.closed)
      return [{ verdict: 'untestable', reason: 'the server ended the session while its tools were called' }];
    const after = await lab.snapshotNow(session);
    const count = lab.callable.length;
    const calls =
      count === 0 ? 'no tool may be called, so only resources and prompts were read' : `${count} tools were called`;
    const tried = `${calls} between two readings of the lists`;
    const finding = judgeChanges(lab, before, after, 'within one session', tried);
    const saysNothing = count === 0 && finding.verdict === 'pass';
    return [saysNothing ? { verdict: 'untestable', reason: `${tried}: write tools in the suite file` } : finding];
  },
};

export const rugPullSessionsProbe: Probe = {
  id: 'rug-pull-sessions',
  title: 'Tools are the same in the next session',
  fix,
  async run(lab) {
    const before = await lab.snapshotNow(await lab.open());
    const after = await lab.snapshotNow(await lab.open());
    // The run itself opened others before, and called tools on them.
    const known: SurfaceSnapshot = { ...before, ...lab.surface, instructions: lab.instructions ?? null };
    const tried = 'the lists of three sessions were compared, the last two opened one after the other';
    const first = judgeChanges(lab, known, before, 'between the first session of the run and a later one', tried);
    return [first.verdict === 'pass' ? judgeChanges(lab, before, after, 'between two sessions', tried) : first];
  },
};

/** Only what a name stands for, or what a model is told: that a tool comes or goes is no rug-pull. */
function judgeChanges(
  lab: ProbeLab,
  before: SurfaceSnapshot,
  after: SurfaceSnapshot,
  when: string,
  tried: string,
): ProbeFinding {
  const suspicious = classifyDrift(before, after).changes.filter(({ classes }) => classes.includes('suspicious'));
  if (suspicious.length === 0) return { verdict: 'pass', reason: `nothing found by this probe: ${tried}` };
  const flagged = suspicious.filter(({ flags }) => flags !== undefined);
  const told = [...flagged, ...suspicious.filter(({ flags }) => flags === undefined)]
    .slice(0, maxTold)
    .map(describeChange);
  const more = suspicious.length - told.length;
  return {
    verdict: flagged.length > 0 ? 'fail' : 'warn',
    confidence: 'firm',
    severity: flagged.length > 0 ? 'high' : 'medium',
    reason: `changed ${when}, under the same name: ${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}. ${tried}`,
    evidence: listedEvidence(
      lab.frames(),
      suspicious.flatMap(({ before: old, after: now }) => [old, now].filter((value) => typeof value === 'string')),
    ),
  };
}

function describeChange({ part, name, path, reason, after }: DriftChange): string {
  const what = name === null ? `the ${part}` : `the ${part} ${quoteJson(name, 60)}`;
  const now = typeof after === 'string' ? ` (now ${quoteJson(after, 120)})` : '';
  return `${what}${path === '' ? '' : ` at ${path}`}: ${reason}${now}`;
}
