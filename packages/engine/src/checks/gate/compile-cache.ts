import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Hundreds of fixture processes start in these tests, and without the cache each would compile its sources anew. */
export const compileCache = { NODE_COMPILE_CACHE: join(tmpdir(), 'mcp-lab-compile-cache') };
