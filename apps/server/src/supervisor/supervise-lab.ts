import { type Config, readConfig } from '../config/config.ts';
import { explainStartFailure } from '../process/explain-start-failure.ts';
import { readLabVersion } from '../process/lab-version.ts';
import { StartError } from '../process/start-error.ts';
import { LabProcesses } from './lab-processes.ts';
import { prepareDatabase } from './prepare-database.ts';
import { requireFreePort } from './require-free-port.ts';
import { findWebEntry } from './web-entry.ts';

/** What a stop may take; then the children are killed. */
const stopWithinMs = 30_000;
const onceMoreAfterMs = 500;

/** Starts the lab and keeps it running until a signal ends it. Ends the process itself. */
export async function superviseLab({ web }: { web: boolean }): Promise<void> {
  const interrupt = new AbortController();
  let processes: LabProcesses | undefined;
  let signals = 0;
  let firstSignalMs = 0;

  const onSignal = () => {
    // npm passes on the Ctrl-C that the terminal has sent to the whole group already: that is one wish, not two.
    const atMs = performance.now();
    if (signals === 1 && atMs - firstSignalMs < onceMoreAfterMs) return;
    signals++;
    if (signals === 1) {
      firstSignalMs = atMs;
      interrupt.abort();
      void stopAll(processes);
    } else {
      processes?.kill();
      process.exit(1);
    }
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  // However this process ends, its children do not stay.
  process.on('exit', () => processes?.kill());

  try {
    const config = readConfig();
    await requirePorts(config, web);
    const setupLink = await prepareDatabase(config, { say, signal: interrupt.signal });
    if (interrupt.signal.aborted) return;
    processes = new LabProcesses({
      config,
      web,
      say,
      onHopeless: (name, exitCode) => {
        say(`${name} could not be started.`);
        process.exit(exitCode);
      },
    });
    await processes.start();
    printAddresses(config, { web, apiPort: processes.apiPort, setupLink });
  } catch (error) {
    if (interrupt.signal.aborted) return;
    const explained = explainStartFailure(error);
    if (explained === null) throw error;
    say(explained.message);
    process.exit(explained.exitCode);
  }
}

function say(line: string): void {
  console.error(line);
}

async function stopAll(processes: LabProcesses | undefined): Promise<void> {
  if (processes === undefined) process.exit(0);
  say('Stopping; once more to stop at once.');
  setTimeout(() => {
    say(`Not everything stopped within ${stopWithinMs / 1000} s; ending it.`);
    process.exit(1);
  }, stopWithinMs);
  await processes.stop();
  process.exit(0);
}

async function requirePorts(config: Config, web: boolean): Promise<void> {
  if (config.port === 0 && config.apiReplicas > 1) throw new StartError('API_REPLICAS above 1 needs a fixed PORT.');
  await requireFreePort(config.host, config.port, 'PORT');
  if (!web) return;
  findWebEntry();
  if (config.webPort === config.port)
    throw new StartError(`PORT and WEB_PORT are both ${config.port}; set one of them to another port.`);
  await requireFreePort(config.host, config.webPort, 'WEB_PORT');
}

function printAddresses(config: Config, facts: { web: boolean; apiPort: number; setupLink: string | null }): void {
  const apiUrl = config.port === 0 ? `http://localhost:${facts.apiPort}` : config.apiUrl;
  console.log(`MCP Reliability Lab ${readLabVersion()}\n`);
  if (facts.web) console.log(`  Dashboard  ${config.publicUrl}`);
  console.log(`  API        ${apiUrl}  (docs: ${apiUrl}/docs)`);
  if (facts.setupLink !== null) console.log(`\n  First start: create the admin account at\n  ${facts.setupLink}`);
  console.log(`\nReady in ${Math.round(performance.now())} ms`);
}
