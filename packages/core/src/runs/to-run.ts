import type { Run } from '@mcp-lab/contracts';
import type { RunTable } from '../database/schema.ts';

export function toRun(row: RunTable): Run {
  return {
    id: row.id,
    kind: row.kind,
    testId: row.test_id,
    testName: row.test_name,
    benchmarkId: row.benchmark_id,
    benchmarkName: row.benchmark_name,
    serverId: row.server_id,
    serverName: row.server_name,
    status: row.status,
    outcome: row.outcome,
    waitsFor: row.status === 'queued' ? row.waits_for : null,
    reason: row.reason,
    hint: row.hint,
    options: JSON.parse(row.options),
    seed: row.seed,
    attempt: row.attempt,
    progress: { done: row.progress_done, total: row.progress_total },
    counts: JSON.parse(row.counts),
    profile: row.profile === null ? null : JSON.parse(row.profile),
    frameCount: row.frame_count,
    droppedFrames: row.dropped_frames,
    createdBy: row.created_by,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
