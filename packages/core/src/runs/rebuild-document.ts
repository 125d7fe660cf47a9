import type { EncodedFrame } from '@mcp-lab/engine/run/encode-frame';
import { discloseTarget } from '@mcp-lab/engine/run/redact-target';
import type { Result as EngineResult } from '@mcp-lab/engine/run/result';
import { type RunDocument, runSchemaVersion } from '@mcp-lab/engine/run/run-document';
import { legacyRevisions, modernRevisions } from '@mcp-lab/wire';
import type { LabContext } from '../context.ts';
import type { ResultTable, RunTable, ServerTable } from '../database/schema.ts';
import { findServer } from '../servers/find-server.ts';
import { launchOf } from '../servers/to-server.ts';
import { readLoadReport } from './load-reports.ts';
import { readFrames } from './read-frames.ts';
import { type RunHead, readHead } from './run-head.ts';
import { toResult } from './to-result.ts';
import { toRun } from './to-run.ts';

/** Rows of a run as the engine knows them; `resultIds` leads back to the lab's own ids. */
export interface StoredResults {
  results: EngineResult[];
  resultIds: ReadonlyMap<string, string>;
}

export async function readEngineResults({ database: { db } }: LabContext, runId: string): Promise<StoredResults> {
  const rows = await db.selectFrom('results').selectAll().where('run_id', '=', runId).orderBy('seq').execute();
  return { results: rows.map(toEngineResult), resultIds: new Map(rows.map((row) => [row.result_key, row.id])) };
}

/** What stands in a run document beside results and frames, also of a run whose process was lost. */
export async function readRunHead(context: LabContext, row: RunTable): Promise<RunHead> {
  const { db } = context.database;
  return (await readHead(db, row.id)) ?? guessHead(context, row, await findServer(db, row.server_id));
}

/** The run as the one who executed it handed it over, with all frames that were kept. */
export async function rebuildDocument(context: LabContext, row: RunTable): Promise<RunDocument> {
  const head = await readRunHead(context, row);
  const { results } = await readEngineResults(context, row.id);
  const frames: EncodedFrame[] = [];
  for await (const chunk of readFrames(context.database.db, row.id)) {
    for (const { rpc, ...frame } of chunk) frames.push(frame);
  }
  const dropped = { ...head.transcript.dropped, frames: row.dropped_frames };
  const load = await readLoadReport(context.database.db, row.id);
  const measured = load === null ? {} : { load };
  return { ...head, ...measured, results, transcript: { ...head.transcript, dropped, frames } };
}

function toEngineResult(row: ResultTable): EngineResult {
  const { id, runId, seq, createdAt, area, revision, ...result } = toResult(row);
  // The engine wrote them: what it calls an area or a revision is one.
  return {
    ...result,
    id: row.result_key,
    area: area as EngineResult['area'],
    revision: revision as EngineResult['revision'],
  };
}

function guessHead({ process: { version } }: LabContext, row: RunTable, server: ServerTable): RunHead {
  const run = toRun(row);
  const startedAt = run.startedAt ?? run.createdAt;
  const { transport, modern, legacy } = run.profile ?? {
    transport: server.kind === 'stdio' ? ('stdio' as const) : ('streamable-http' as const),
    modern: [],
    legacy: [],
  };
  return {
    schemaVersion: runSchemaVersion,
    kind: run.kind,
    tool: { name: 'mcp-lab', version },
    target: targetOf(server),
    profile: {
      transport,
      modern: modernRevisions.filter((revision) => modern.includes(revision)),
      legacy: legacyRevisions.filter((revision) => legacy.includes(revision)),
      unknownVersions: [],
      evidence: [],
    },
    seed: run.seed,
    startedAt,
    finishedAt: run.finishedAt ?? startedAt,
    summary: {
      outcome: 'incomplete',
      reason: run.reason ?? `The run is ${run.status}.`,
      hint: run.hint,
      cancelled: run.status === 'cancelled',
      counts: run.counts,
    },
    notRun: [],
    connections: [],
    transcript: { startedAt, dropped: { frames: run.droppedFrames, bytes: 0 }, incompleteConnections: [] },
  };
}

/** Without environment and headers: their values are nobody's to see. */
function targetOf(server: ServerTable): RunHead['target'] {
  const launch = launchOf(server);
  const { target } =
    server.kind === 'http' || launch === null
      ? discloseTarget({ kind: 'http', url: server.url ?? '', headers: {} })
      : discloseTarget({ kind: 'stdio', command: launch.command, args: launch.args, env: {} });
  return target;
}
