import { createServer } from 'node:net';
import type { ProcessSettings } from '@mcp-lab/contracts';
import { childEnvironment, isJsonObject, StdioProcess } from '@mcp-lab/wire';
import { describeReply } from '../../checks/jsonrpc/describe-reply.ts';
import { replyEvidence } from '../../checks/lifecycle/reply-evidence.ts';
import type { Torture, TortureFinding, TortureScene } from '../torture.ts';

type Start = NonNullable<ProcessSettings['start']>;

const startMs = 15_000;
const pollMs = 100;
const missing = `the lab did not start this server and may not end it. It can start one of its own; in the suite file:
process:
  start:
    command: node
    args: [server.js, --port, '\${PORT}']
    path: /mcp`;

/** A session of before the restart of the server: it has to say 404, so that clients begin a new one. */
export const sessionAfterRestart: Torture = {
  subjects: [
    {
      id: 'session-after-restart',
      title: 'After a restart a session of before is answered with 404',
      fix: 'Answer a session id that is not known with 404 Not Found: any other answer keeps clients from beginning a new session.',
    },
  ],
  transports: ['streamable-http'],
  elsewhere: 'only Streamable HTTP has sessions that outlive their connection',
  async look(scene) {
    const id = 'session-after-restart';
    const { start } = scene.inputs.process;
    const { legacyRevision } = scene;
    if (legacyRevision === undefined) {
      return [{ id, verdict: 'not-applicable', reason: 'the server speaks no revision that has sessions' }];
    }
    if (start === undefined) return [{ id, verdict: 'untestable', reason: missing }];
    return [await lookAtRestart(scene, start, await freePort())];
  },
};

async function lookAtRestart(scene: TortureScene, start: Start, port: number): Promise<TortureFinding> {
  const id = 'session-after-restart';
  const url = `http://127.0.0.1:${port}${start.path}`;
  let server = await startServer(scene, start, port);
  try {
    const open = () => openWhenReady(scene, url, server);
    const session = await open();
    if (session === undefined) {
      const reason = `the server that was started did not answer at ${start.path} within ${startMs / 1000} s: ${server.stderrTail.slice(-300)}`;
      return { id, verdict: 'untestable', reason };
    }
    if (session.sessionId === undefined) {
      return { id, verdict: 'not-applicable', reason: 'the server gives no session ids' };
    }
    await server.stop({ graceMs: 500 });
    server = await startServer(scene, start, port);
    const fresh = await open();
    if (fresh === undefined) return { id, verdict: 'fail', reason: 'it did not answer any more after the restart' };
    const reply = await session.request(scene.cheapMethod);
    await fresh.close();
    const told = `a session of before the restart got ${describeReply(reply)}`;
    const evidence = replyEvidence(reply);
    if (reply.status === 404) return { id, verdict: 'pass', reason: told, evidence };
    return {
      id,
      verdict: 'fail',
      reason: `expected HTTP 404; ${told}`,
      evidence,
      spec: 'basic/transports/streamable-http#session-management',
    };
  } finally {
    await server.stop({ graceMs: 500 });
  }
}

function startServer(scene: TortureScene, { command, args, env }: Start, port: number): Promise<StdioProcess> {
  const fill = (text: string) => text.replaceAll('${PORT}', String(port));
  const given = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)]));
  return StdioProcess.start({
    target: { kind: 'stdio', command, args: args.map(fill), env: childEnvironment(scene.environment, given) },
    events: { onLine: () => undefined },
    now: () => scene.transcript.now(),
    maxFrameBytes: 64 * 1024,
    owner: scene.owner,
    signal: scene.signal,
  });
}

/** Undefined when it does not come up in time. */
async function openWhenReady(scene: TortureScene, url: string, server: StdioProcess) {
  const untilMs = scene.now() + startMs;
  while (scene.now() < untilMs && server.exitStatus === undefined && !scene.signal.aborted) {
    try {
      const session = await scene.openAt(url);
      if (isJsonObject(session.opening?.result)) return session;
    } catch {
      // Nobody listens yet.
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return undefined;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
