import { z } from 'zod';

/** Looks why a server does not connect. The worker adds `run`; every process needs the rest to enqueue it. */
export const diagnoseServerJob = {
  name: 'server.diagnose',
  payload: z.strictObject({ diagnosisId: z.string() }),
  retry: { attempts: 3, pauseSeconds: 1 },
  // Several starts of a server that never answers, the search for another address, and time to store.
  timeoutSeconds: 240,
};
