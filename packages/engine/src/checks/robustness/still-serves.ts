import { isJsonObject, type Reply, type Session } from '@mcp-lab/wire';
import { patienceMs } from '../jsonrpc/patience.ts';
import { cheapMethod } from './cheap-method.ts';

const maxTries = 3;

/** An ordinary request, to see whether the server still works: the reply, and whether it is a result. */
export async function stillServes(session: Session): Promise<{ serves: boolean; reply: Reply }> {
  for (let tries = 1; ; tries++) {
    const reply = await session.request(cheapMethod(session), undefined, { timeoutMs: patienceMs });
    if (isJsonObject(reply.result)) return { serves: true, reply };
    // An error that names no id may be the late answer of a busy server to what was sent before.
    const isForAnother = reply.error !== undefined && (reply.message?.id ?? null) === null;
    if (!isForAnother || tries === maxTries) return { serves: false, reply };
  }
}
