import { isJsonObject, type Reply, type Session } from '@mcp-lab/wire';
import { patienceMs } from '../checks/jsonrpc/patience.ts';
import type { TortureScene } from './torture.ts';

export interface FailedBeside {
  reply: Reply;
  whose: string;
}

export interface Beside {
  /** A request each of the sessions, one after the other; false from the first on that got no result. */
  ask(): Promise<boolean>;
  readonly failed: FailedBeside | undefined;
  readonly slowestMs: number;
}

/** What others ask while one does not read. */
export function lookBeside(
  { cheapMethod, requestTimeoutMs }: TortureScene,
  sessions: Readonly<Record<string, Session>>,
): Beside {
  const timeoutMs = Math.min(patienceMs, requestTimeoutMs);
  let failed: FailedBeside | undefined;
  let slowestMs = 0;
  return {
    get failed() {
      return failed;
    },
    get slowestMs() {
      return slowestMs;
    },
    async ask() {
      for (const [whose, session] of Object.entries(sessions)) {
        if (failed !== undefined) break;
        const reply = await session.request(cheapMethod, undefined, { timeoutMs });
        slowestMs = Math.max(slowestMs, (reply.endedNs - reply.startedNs) / 1e6);
        if (!isJsonObject(reply.result)) failed = { reply, whose };
      }
      return failed === undefined;
    },
  };
}
