// A fault proxy that another process controls: over a socket to the loopback address it is told what to start and which
// faults to bring about, and it tells what became of them. When the socket ends, for whatever reason, it ends as well.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { runControlledProxy } = await import('./run-controlled-proxy.ts');
const { controlVariable } = await import('./control-message.ts');
// biome-ignore lint/style/noProcessEnv: an entry file
await runControlledProxy(process.env, controlVariable);
