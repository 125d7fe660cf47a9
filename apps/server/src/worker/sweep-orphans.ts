import { readdirSync, readFileSync } from 'node:fs';
import type { LabContext } from '@mcp-lab/core';
import { cookieVariable, sweepProcesses } from '@mcp-lab/wire';
import { diagnosisOwner, runOwner, serverOwner } from './owner.ts';

const everyMs = 5_000;

interface Execution {
  kind: 'run' | 'server' | 'doctor';
  id: string;
  fence: number;
}

const owners = { run: runOwner, server: serverOwner, doctor: diagnosisOwner };

/**
 * Kills processes of runs and servers that nobody holds any more: what is left when a worker and its runner were killed
 * at the same moment. Executions this lab does not know belong to another lab of this machine and are left alone.
 */
export function startOrphanSweep(context: LabContext): { stop(): Promise<void> } {
  let sweeping: Promise<void> = sweepOrphans(context);
  const timer = setInterval(() => {
    sweeping = sweeping.then(() => sweepOrphans(context));
  }, everyMs);
  return {
    stop() {
      clearInterval(timer);
      return sweeping;
    },
  };
}

async function sweepOrphans(context: LabContext): Promise<void> {
  try {
    for (const execution of findExecutions()) {
      if (!(await isOver(context, execution))) continue;
      const owner = owners[execution.kind];
      const killed = sweepProcesses({ cookiePrefix: `${owner(execution.id, execution.fence)}:` });
      if (killed > 0) context.log.warn({ ...execution, killed }, 'Processes of a worker that is gone were ended.');
    }
  } catch (error) {
    // The database is down, or nothing can be read from /proc: the next sweep comes soon.
    context.log.warn({ err: error }, 'Left-over processes could not be looked for.');
  }
}

/** Every execution some process of this machine belongs to, by the cookie in its environment. */
function findExecutions(): Execution[] {
  if (process.platform !== 'linux') return [];
  const found = new Map<string, Execution>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const cookie = new RegExp(`${cookieVariable}=mcp-lab/(run|server|doctor)/([\\w-]+)/(\\d+):`).exec(
      readEnvironment(pid),
    );
    if (cookie === null) continue;
    const [, kind, id = '', fence] = cookie;
    found.set(cookie[0], { kind: kind as Execution['kind'], id, fence: Number(fence) });
  }
  return [...found.values()];
}

/** Empty for a process that has gone or belongs to somebody else. */
function readEnvironment(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

/** Known here, and its lease is another one's or nobody's. */
async function isOver({ database }: LabContext, { kind, id, fence }: Execution): Promise<boolean> {
  const { db } = database;
  if (kind === 'run') {
    const run = await db.selectFrom('runs').select(['fence', 'status']).where('id', '=', id).executeTakeFirst();
    return run !== undefined && (run.fence !== fence || run.status !== 'running');
  }
  if (kind === 'doctor') {
    // One that was replaced is gone from the table, and not known to be this lab's: its own time limit ends it.
    const look = await db.selectFrom('diagnoses').select('status').where('id', '=', id).executeTakeFirst();
    return look !== undefined && look.status !== 'running';
  }
  const server = await db
    .selectFrom('servers')
    .select(['fence', 'lease_owner'])
    .where('id', '=', id)
    .executeTakeFirst();
  return server !== undefined && (server.fence !== fence || server.lease_owner === null);
}
