import type { ComparisonPart, RunChange as RunChangeView } from '@mcp-lab/contracts';
import {
  type ComparedSide,
  compareRuns as compareDocuments,
  type RunChange,
} from '@mcp-lab/engine/compare/compare-runs';
import type { LabContext } from '../../context.ts';
import { findRun } from '../../runs/find-run.ts';
import { readEngineResults, readRunHead } from '../../runs/rebuild-document.ts';
import { toRun } from '../../runs/to-run.ts';
import type { Service } from '../services.ts';

export const compareRuns: Service<'compareRuns'> = async (context, { query }) => {
  const base = await readSide(context, query.base);
  const head = await readSide(context, query.head);
  const { cautions, ...parts } = compareDocuments(base, head);
  const view = ({ id, base: before, head: after, ...change }: RunChange): RunChangeView => ({
    id,
    ...change,
    base: viewSide(before, base.resultIds.get(id)),
    head: viewSide(after, head.resultIds.get(id)),
  });
  const entries = Object.entries(parts).map(([part, changes]) => [part, changes.map(view)]);
  const views = Object.fromEntries(entries) as Record<ComparisonPart, RunChangeView[]>;
  return { base: base.run, head: head.run, ...views, cautions: [...differentServers(base.run, head.run), ...cautions] };
};

async function readSide(context: LabContext, id: string) {
  const row = await findRun(context.database.db, id);
  const { tool, summary, notRun } = await readRunHead(context, row);
  return { run: toRun(row), tool, summary, notRun, ...(await readEngineResults(context, row.id)) };
}

function viewSide(side: ComparedSide | null, resultId: string | undefined): RunChangeView['base'] {
  return side === null || resultId === undefined ? null : { ...side, resultId };
}

function differentServers(base: { serverId: string; serverName: string }, head: typeof base): string[] {
  if (base.serverId === head.serverId) return [];
  return [`They are of different servers: base of ${base.serverName}, head of ${head.serverName}.`];
}
