import { setTimeout as wait } from 'node:timers/promises';
import type { ProcessUsage, Reply, Session } from '@mcp-lab/wire';
import { describeReply } from '../../checks/jsonrpc/describe-reply.ts';
import { replyEvidence } from '../../checks/lifecycle/reply-evidence.ts';
import { stillServes } from '../../checks/robustness/still-serves.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everywhere, type Torture, type TortureScene } from '../torture.ts';

const rounds = 4;
const callsOfRound = 100;
const settleMs = 250;
/** For each hundred given-up calls less than this nobody minds. */
const toleratedFiles = 20;
const toleratedBytes = 16 * 1024 * 1024;
const megabyte = 1024 * 1024;

/** Many calls that are given up at once: cancelled over stdio, their connections torn down over HTTP. */
export const abortStorm: Torture = {
  subjects: [
    {
      id: 'abort-storm',
      title: `${rounds * callsOfRound} calls that are given up do the server no harm`,
      fix: 'Handle cancellation and the end of a connection for every call: stop its work, take its listeners off, and close what it opened.',
    },
  ],
  transports: everywhere,
  elsewhere: '',
  async look(scene) {
    const id = 'abort-storm';
    const session = await scene.open({ isRecorded: false });
    const watcher = scene.transport === 'stdio' ? session : await scene.open();
    const read = scene.usageOf(session);
    const after: (ProcessUsage | null)[] = [];
    for (let round = 0; round < rounds && !scene.signal.aborted; round++) {
      await abortMany(scene, session);
      const { serves, reply } = await stillServes(watcher);
      if (!serves) {
        const reason = `after ${(round + 1) * callsOfRound} given-up calls ${scene.cheapMethod} got ${describeReply(reply)}`;
        return [{ id, verdict: 'fail', reason, evidence: replyEvidence(reply) }];
      }
      await wait(settleMs);
      after.push(read?.() ?? null);
    }
    const how = scene.transport === 'stdio' ? 'cancelled' : 'torn down';
    const told = `${rounds * callsOfRound} calls ${how}, and ${scene.cheapMethod} is served as before`;
    // The first round fills pools and caches.
    const [first, last] = [after[0], after.at(-1)];
    if (!first || !last) return [{ id, verdict: 'pass', reason: `${told}; what it uses cannot be read here` }];
    const files = (last.openFiles ?? 0) - (first.openFiles ?? 0);
    const bytes = last.rssBytes - first.rssBytes;
    const grown = `from the first to the last hundred its open files went from ${first.openFiles} to ${last.openFiles}, its memory by ${Math.round(bytes / megabyte)} MB`;
    const isKept = files > toleratedFiles * (rounds - 1) || bytes > toleratedBytes * (rounds - 1);
    return [{ id, verdict: isKept ? 'warn' : 'pass', reason: `${told}; ${grown}` }];
  },
};

async function abortMany(scene: TortureScene, session: Session): Promise<void> {
  const [tool] = scene.callable;
  await Promise.all(
    Array.from({ length: callsOfRound }, async (_one, index) => {
      const giveUp = new AbortController();
      const requestId = `storm-${scene.now()}-${index}`;
      const options = { id: requestId, signal: giveUp.signal };
      const call: Promise<Reply> =
        tool === undefined
          ? session.request(scene.cheapMethod, undefined, options)
          : callTool(session, scene.tools, tool, options);
      // Some at once, some a little later, when they are being served.
      await new Promise((resolve) => setTimeout(resolve, Math.floor(scene.random() * 4)));
      if (scene.transport !== 'streamable-http' && !session.closed) {
        await session.notify('notifications/cancelled', { requestId, reason: 'given up' });
      }
      giveUp.abort();
      await call;
    }),
  );
}
