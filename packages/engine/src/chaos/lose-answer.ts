import type { Fault } from '@mcp-lab/contracts';
import type { JsonObject, Reply, Session } from '@mcp-lab/wire';
import { parseFault } from '../proxy/parse-fault.ts';
import { callTool } from '../surface/call-tool.ts';
import type { ChaosScene } from './chaos-scene.ts';

/** Ids that neither the handshake nor the steady load uses. */
const firstId = 900_001;

/** A write as a client makes it that loses the answer and tries again. */
export interface RetriedWrite {
  /** Whether an answer came and was lost: else the server may never have done it. */
  wasLost: boolean;
  retry: Reply;
}

/** Calls a tool, keeps the answer from the client, and calls it again with the same arguments. */
export async function loseAnswer(
  { port, injections, experiment, signal }: Pick<ChaosScene, 'port' | 'injections' | 'experiment' | 'signal'>,
  session: Session,
  tools: readonly JsonObject[],
  call: { name: string; arguments: JsonObject },
): Promise<RetriedWrite> {
  const drop: Fault = parseFault('drop,direction=to-client,methods=tools/call');
  const seen = injections.length;
  try {
    await port.arm([drop]);
    await callTool(session, tools, call, { id: firstId + seen, timeoutMs: experiment.requestTimeoutMs, signal });
  } finally {
    await port.arm([]);
  }
  const wasLost = injections.slice(seen).some(({ id }) => id === String(firstId + seen));
  const retry = await callTool(session, tools, call, { timeoutMs: experiment.requestTimeoutMs, signal });
  return { wasLost, retry };
}
