// The process of the api: REST, WebSocket, docs. Never starts a target and never reads a target's raw bytes.
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
    const { startApi } = await import('./start-api.ts');
    const api = await startApi(config, createLogger('api', config.logLevel), process);
    sendToSupervisor({ type: 'ready', port: api.port });
    return api;
  },
  explain: explainStartFailure,
  onFatal: (error) => createLogger('api', 'error').fatal({ err: error }, 'the api ends because of a bug'),
  stopWithinMs: 25_000,
});
