// What `npm start` runs: prepares the database, starts api, worker and dashboard, and keeps them running.
import { parseArgs } from 'node:util';
import { printVariables } from '../config/variables.ts';
import { superviseLab } from './supervise-lab.ts';

const usage = `Usage: npm start [-- OPTIONS]

  --no-web   do not start the dashboard
  --help     print this

Environment variables:
`;

function readArguments(): { help: boolean; web: boolean } {
  const { values } = parseArgs({ options: { help: { type: 'boolean' }, 'no-web': { type: 'boolean' } } });
  return { help: values.help ?? false, web: !values['no-web'] };
}

let options: ReturnType<typeof readArguments> | undefined;
try {
  options = readArguments();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
if (options?.help) console.log(`${usage}${printVariables()}`);
else if (options !== undefined) await superviseLab(options);
