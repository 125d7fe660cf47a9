import { isJsonObject, type Reply, type Session } from '@mcp-lab/wire';
import { patienceMs } from '../jsonrpc/patience.ts';
import { cheapMethod } from './cheap-method.ts';

/** An ordinary request, to see whether the server still works: the reply, and whether it is a result. */
export async function stillServes(session: Session): Promise<{ serves: boolean; reply: Reply }> {
  const reply = await session.request(cheapMethod(session), undefined, { timeoutMs: patienceMs });
  return { serves: isJsonObject(reply.result), reply };
}
