import { isJsonObject, type Reply, type Session } from '@mcp-lab/wire';

export interface TimedReplies {
  /** Milliseconds from the write to the last byte of the answer, of those that succeeded. */
  latenciesMs: number[];
  failed: Reply[];
  /** Wall time of all together. */
  elapsedMs: number;
}

/** Sends `count` requests, so many at a time. */
export async function timeRequests(
  session: Session,
  method: string,
  { count, inFlight, timeoutMs }: { count: number; inFlight: number; timeoutMs: number },
): Promise<TimedReplies> {
  const latenciesMs: number[] = [];
  const failed: Reply[] = [];
  const startedMs = performance.now();
  let left = count;
  const work = async () => {
    while (left > 0) {
      left--;
      const reply = await session.request(method, undefined, { timeoutMs });
      if (isJsonObject(reply.result)) latenciesMs.push((reply.endedNs - reply.startedNs) / 1e6);
      else failed.push(reply);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  return { latenciesMs, failed, elapsedMs: performance.now() - startedMs };
}
