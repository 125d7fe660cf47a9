import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../process/start-error.ts';

const standalone = join(import.meta.dirname, '../../../web/.next/standalone/apps/web/server.js');

/** The built dashboard. Throws StartError when it has not been built. */
export function findWebEntry(): string {
  if (existsSync(standalone)) return standalone;
  throw new StartError('The dashboard has not been built. Run npm start, which builds it, or start with --no-web.');
}
