import { liveWorkers } from '../../workers/worker-presence.ts';
import { getSetupState } from '../auth/get-setup-state.ts';
import type { Service } from '../services.ts';

export const getSystem: Service<'getSystem'> = async (context) => {
  const { database, queue, process } = context;
  const workers = await liveWorkers(context);
  return {
    version: process.version,
    nodeVersion: process.nodeVersion,
    startedAt: process.startedAt,
    database: { backend: database.backend, version: database.version },
    queue: { backend: queue.backend, ...(await queue.counts()) },
    redis: process.redis(),
    rateLimit: process.rateLimit(),
    wakeUps: process.wakeUps,
    workers: workers.map((row) => ({ id: row.id, startedAt: row.started_at, heartbeatAt: row.heartbeat_at })),
    setupNeeded: (await getSetupState(context, {})).needed,
  };
};
