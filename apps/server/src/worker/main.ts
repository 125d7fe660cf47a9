// The process of the worker: executes runs and keeps servers running, in runners; never reads a target's raw bytes itself.
import { readConfig } from '../config/config.ts';
import { createLogger } from '../process/create-logger.ts';
import { explainStartFailure } from '../process/explain-start-failure.ts';
import { sendToSupervisor } from '../process/ipc-wake-ups.ts';
import { runProcess } from '../process/run-process.ts';
import { startWorker } from './start-worker.ts';

await runProcess({
  async start() {
    const config = readConfig();
    const worker = await startWorker(config, createLogger('worker', config.logLevel), process);
    sendToSupervisor({ type: 'ready' });
    return worker;
  },
  explain: explainStartFailure,
  onFatal: (error) => createLogger('worker', 'error').fatal({ err: error }, 'the worker ends because of a bug'),
  stopWithinMs: 25_000,
});
