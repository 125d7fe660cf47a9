import { setTimeout as wait } from 'node:timers/promises';
import { type BareConnection, isJsonObject, type Reply, type Session, WireError } from '@mcp-lab/wire';
import { describeReply } from '../../checks/jsonrpc/describe-reply.ts';
import { replyEvidence } from '../../checks/lifecycle/reply-evidence.ts';
import { stillServes } from '../../checks/robustness/still-serves.ts';
import { callTool } from '../../surface/call-tool.ts';
import { type Flood, floodUnread, sizeOf } from '../flood-unread.ts';
import { type Beside, type FailedBeside, lookBeside } from '../look-beside.ts';
import type { Torture, TortureFinding, TortureScene } from '../torture.ts';
import { openUnreadStream } from '../unread-stream.ts';
import { watchMemory } from '../watch-memory.ts';

const megabyte = 1024 * 1024;
/** So many answers that a server which keeps them all cannot hide it. */
const wantedBytes = 100 * megabyte;
const toleratedBytes = 64 * megabyte;
/** More than the system keeps of what nobody reads: Linux, as it is set up, takes some 4 MB of a connection. */
const bufferedBytes = 8 * megabyte;
const notReadMs = 1_500;
const askMs = 100;
const warmUp = { mostRequests: 1_000, wantedBytes: 2 * bufferedBytes };
const mostRequests = 10_000;
/** None of its session is so high. */
const firstId = 1_000_001;
const warmUpSilenceMs = 1_000;
/** How long is read in the end to see that so much was waiting. */
const drain = { silenceMs: 3_000, timeoutMs: 20_000 };
const hint = `Name a read-only call with a large answer in the suite file:
tools:
  - tool: export_all
    arguments: {}`;

const othersId = 'slow-http-reader';
const memoryId = 'slow-http-reader-memory';

/** A client over HTTP that asks on and on over one connection and reads nothing, and then goes away. */
export const slowHttpReader: Torture = {
  subjects: [
    {
      id: othersId,
      title: 'A client that does not read its answers over HTTP holds up nobody else, and may go away',
      fix: 'Let each connection wait for its own reader only, never under a lock that others need, and handle the error of a write whose reader has gone.',
    },
    {
      id: memoryId,
      title: 'A client that does not read its answers over HTTP does not fill the memory of the server',
      fix: 'Read no further requests of a connection, and write no further, while it takes no more (wait for drain).',
    },
  ],
  transports: ['streamable-http', 'http-sse'],
  elsewhere: 'slow-reader tries it over stdio',
  async look(scene) {
    if (scene.transport === 'http-sse')
      return both('untestable', 'it is tried over Streamable HTTP only, not HTTP+SSE');
    const slow = await scene.open({ isRecorded: false });
    const other = await scene.open({ isRecorded: false });
    const watcher = await scene.open();
    const beside = lookBeside(scene, { 'another session': other, 'the same session': slow });
    const one = await findLargest(scene, slow);
    await serveAll(scene, one, beside);
    if (beside.failed !== undefined) {
      return both('untestable', `it did not serve others beside one that reads: ${describeReply(beside.failed.reply)}`);
    }
    const connection = await scene.openBare();
    const stream = await openUnreadStream(scene, one);
    const { flood, ...first } = await floodAndWatch(scene, one, beside, { connection, fromId: firstId });
    let { growth } = first;
    if (growth !== undefined && growth > toleratedBytes && beside.failed === undefined) {
      // A heap that grew with its garbage has grown already; what is kept comes on top of what is still kept.
      const second = { connection: await scene.openBare(), fromId: firstId + mostRequests };
      growth = Math.min(growth, (await floodAndWatch(scene, one, beside, second)).growth ?? growth);
    }

    await connection.read({ bytes: bufferedBytes, ...drain, signal: scene.signal });
    const readBytes = connection.bytesRead;
    const said = `${flood.requests} requests of ${nameOf(one)} over one connection, ${show(flood.owedBytes)} of answers, while nothing was read`;
    connection.reset();
    const streamSaid = (await stream?.end()) ?? '';
    const facts = { said, flood, readBytes, streamSaid };
    const held = beside.failed === undefined ? undefined : await sayHeldUp(facts, beside.failed, watcher);
    const found = held ?? (await lookAfterwards(scene, facts, watcher)) ?? judgeOthers(facts, beside.slowestMs);
    return [found, judgeMemory(facts, held === undefined ? growth : 'ended early')];
  },
};

interface Facts {
  said: string;
  flood: Flood;
  /** What was waiting when it was read again, as far as that was read. */
  readBytes: number;
  streamSaid: string;
}

function both(verdict: TortureFinding['verdict'], reason: string): TortureFinding[] {
  return [othersId, memoryId].map((id) => ({ id, verdict, reason }));
}

/** Of the list and the tools that may be called the one with the largest answer. */
async function findLargest(scene: TortureScene, session: Session): Promise<Reply> {
  let largest = await session.request(scene.cheapMethod);
  for (const tool of scene.callable) {
    const reply = await callTool(session, scene.tools, tool);
    if (isJsonObject(reply.result) && sizeOf(reply) > sizeOf(largest)) largest = reply;
  }
  return largest;
}

function nameOf({ sent }: Reply): string {
  const json = sent.find(({ kind }) => kind === 'message')?.json;
  const { method, params } = isJsonObject(json) ? json : {};
  return isJsonObject(params) && typeof params.name === 'string' ? params.name : String(method);
}

/** The same with a client that reads: what it costs to answer at all is not held against the server. */
async function serveAll({ openBare, signal }: TortureScene, one: Reply, { ask }: Beside): Promise<void> {
  const connection = await openBare();
  const reading = connection.read({ ...drain, bytes: Number.POSITIVE_INFINITY, silenceMs: warmUpSilenceMs, signal });
  await floodUnread(connection, one, { ...warmUp, fromId: firstId - mostRequests, signal, settle: ask });
  await reading;
  connection.reset();
}

async function sayHeldUp({ said }: Facts, { reply, whose }: FailedBeside, watcher: Session): Promise<TortureFinding> {
  const again = await stillServes(watcher);
  const since = again.serves
    ? 'served again when that client had gone'
    : `afterwards, too, ${describeReply(again.reply)}`;
  const reason = `${said}: a request of ${whose} got ${describeReply(reply)}; ${since}`;
  return { id: othersId, verdict: 'fail', reason, evidence: replyEvidence(again.reply) };
}

/** Undefined where it lives on: for the session that was there, and for a new one. */
async function lookAfterwards(
  scene: TortureScene,
  { said }: Facts,
  watcher: Session,
): Promise<TortureFinding | undefined> {
  const gone = `${said}: after that client had gone in the middle of its answers,`;
  const { serves, reply } = await stillServes(watcher);
  if (!serves) {
    const reason = `${gone} ${scene.cheapMethod} got ${describeReply(reply)}`;
    return { id: othersId, verdict: 'fail', reason, evidence: replyEvidence(reply) };
  }
  try {
    await scene.open();
    return undefined;
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { id: othersId, verdict: 'fail', reason: `${gone} no session could be opened: ${error.message}` };
  }
}

function judgeOthers({ said, readBytes, streamSaid }: Facts, slowestMs: number): TortureFinding {
  const served = `others were answered within ${Math.round(slowestMs)} ms and after it had gone`;
  if (readBytes < bufferedBytes) {
    const reason = `${said}: ${served}, but only ${show(readBytes)} of answers were there when it was read, which the buffers of the system hold; that the server had to wait was not seen. ${hint}`;
    return { id: othersId, verdict: 'untestable', reason };
  }
  return { id: othersId, verdict: 'pass', reason: `${said}: ${served}${streamSaid}` };
}

/** `growth`: how much the memory rose, in bytes, until a while after the last request. */
async function floodAndWatch(
  scene: TortureScene,
  one: Reply,
  beside: Beside,
  { connection, fromId }: { connection: BareConnection; fromId: number },
): Promise<{ flood: Flood; growth: number | undefined }> {
  const { now, signal } = scene;
  const memory = watchMemory(scene);
  // Where even so many answers are too few for its memory, no more of them than make it wait.
  const enough = sizeOf(one) * mostRequests > toleratedBytes ? wantedBytes : 1.5 * bufferedBytes;
  const limits = { mostRequests, wantedBytes: enough, fromId, signal, settle: beside.ask };
  const flood = await floodUnread(connection, one, limits);
  const untilMs = now() + notReadMs;
  while (now() < untilMs && !signal.aborted && (await beside.ask())) await wait(askMs);
  return { flood, growth: memory.stop() };
}

function judgeMemory({ said, flood, readBytes }: Facts, growth: number | undefined | 'ended early'): TortureFinding {
  const id = memoryId;
  if (growth === 'ended early') return { id, verdict: 'untestable', reason: `${said}: it served nobody else any more` };
  if (growth === undefined) {
    const reason =
      'what the server uses cannot be read: it is on another machine, of another account, or there is no /proc';
    return { id, verdict: 'untestable', reason };
  }
  const told = `${said}: its memory rose by ${show(Math.max(0, growth))}`;
  // What rises by more than all that was owed is something else: the garbage of its work.
  if (flood.owedBytes <= toleratedBytes || readBytes < bufferedBytes) {
    const reason = `${told}, which so few answers cannot explain or deny: it takes more than ${show(toleratedBytes)} of them. ${hint}`;
    return { id, verdict: 'untestable', reason };
  }
  return { id, verdict: growth > toleratedBytes ? 'warn' : 'pass', reason: told };
}

function show(bytes: number): string {
  return `${Math.round((bytes / megabyte) * 10) / 10} MB`;
}
