import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';
import { cheapMethod } from './cheap-method.ts';

/** Of answers that wait in the pipe and behind it. */
const requests = 250;
/** Long enough for the server to have answered all it can. */
const notReadMs = 400;

export const qaSlowReaderCheck: Check = {
  id: 'qa-slow-reader',
  area: 'robustness',
  title: 'A client that reads late loses no message',
  level: 'MUST',
  derived: 'duty',
  revisions,
  transports: ['stdio'],
  isolation: 'session',
  spec: 'basic/transports/stdio',
  fix: 'Wait until stdout takes more instead of dropping what it does not take, and bound what may wait.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const { process: child } = session;
    if (child === undefined) return context.untestable('there is no process');
    const method = cheapMethod(session);
    const missing = new Set(Array.from({ length: requests }, (_, index) => `late-${index}`));
    child.readStdout(false);
    const arrived = session.collect(notReadMs + patienceMs, ({ json }) => {
      if (isJsonObject(json)) missing.delete(String(json.id));
      return missing.size === 0;
    });
    const replies = [...missing].map((id) =>
      session.request(method, undefined, { id, timeoutMs: notReadMs + patienceMs }),
    );
    const reading = setTimeout(() => child.readStdout(true), notReadMs);
    const frames = await arrived;
    clearTimeout(reading);
    child.readStdout(true);
    await Promise.all(replies);
    const bytes = frames.reduce((sum, { raw }) => sum + raw.length, 0);
    const told = `${requests} requests of ${method} while nothing was read for ${notReadMs} ms`;
    if (missing.size === 0) return context.passed(`${told}: all answers came, ${bytes} bytes`);
    return context.violated(`${told}: ${missing.size} answers never came`, frames.slice(-1));
  },
};
