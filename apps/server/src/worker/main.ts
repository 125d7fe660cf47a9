// The process of the worker: executes runs and keeps servers running, in runners; never reads a target's raw bytes itself.
import { enableCompileCache } from 'node:module';
import { readConfig } from '../config/config.ts';
import { createLogger } from '../process/create-logger.ts';
import { explainStartFailure } from '../process/explain-start-failure.ts';
import { sendToSupervisor } from '../process/ipc-wake-ups.ts';
import { runProcess } from '../process/run-process.ts';

await runProcess({
  async start() {
    const config = readConfig();
    // Only what is loaded from here on comes from the cache.
    enableCompileCache(config.compileCacheDir);
    const { startWorker } = await import('./start-worker.ts');
    const worker = await startWorker(config, createLogger('worker', config.logLevel), process);
    sendToSupervisor({ type: 'ready' });
    return worker;
  },
  explain: explainStartFailure,
  onFatal: (error) => createLogger('worker', 'error').fatal({ err: error }, 'the worker ends because of a bug'),
  stopWithinMs: 25_000,
});
