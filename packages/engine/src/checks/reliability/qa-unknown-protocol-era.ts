import {
  eraOf,
  type Frame,
  isJsonObject,
  type JsonObject,
  type Reply,
  type Revision,
  revisions,
  type Session,
} from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { buildRequest } from '../jsonrpc/harmless-request.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

const repeats = 3;
const silenceMs = 1_500;
/** As long as a start may take on a busy machine. */
const startingMs = 10_000;
/** Two answers of one process may cross. */
const crossingMs = 200;
const openingId = 'opening';
const awakeId = 'awake';

export const qaUnknownProtocolEraCheck: Check = {
  id: 'qa-unknown-protocol-era',
  area: 'reliability',
  title: 'The opening of either era is answered the same way each time',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/versioning#backward-compatibility-with-initialization-based-versions',
  fix: 'Answer an opening you do not support with an error at once: a client of the other era waits for nothing else.',
  async run(context) {
    const eras = openingsToTry(context);
    for (const revision of eras) {
      const replies = await Promise.all(Array.from({ length: repeats }, () => openAt(context, revision)));
      await askSilentAgain(context, revision, replies);
      const kinds = new Set(replies.map(kindOf));
      if (kinds.size > 1) {
        const reason = `the opening of ${revision} came out differently in ${repeats} tries: ${[...kinds].join(', ')}`;
        return context.violated(reason, replyEvidence(...replies));
      }
      const [reply] = replies;
      if (reply?.outcome === 'silent') {
        return context.violated(
          `the opening of ${revision} got ${describeReply(reply)}, each of ${repeats} times`,
          replyEvidence(reply),
        );
      }
    }
    return context.passed(`the openings of ${eras.join(' and ')} came out the same ${repeats} times each`);
  },
};

/** Its own, and that of an era the server does not speak: the other era is tried when that one's turn comes. */
function openingsToTry({ transport, revision, profile }: CheckContext): Revision[] {
  if (transport === 'http-sse') return [revision];
  const unspoken: Revision[] = [];
  if (profile.modern.length === 0) unspoken.push('2026-07-28');
  if (profile.legacy.length === 0) unspoken.push('2025-11-25');
  return [revision, ...unspoken];
}

/** A process that is still starting is not silent: where an answer is to be expected, it gets another chance, alone. */
async function askSilentAgain(context: CheckContext, revision: Revision, replies: Reply[]): Promise<void> {
  if (!isSpoken(context, revision)) return;
  for (const [index, { outcome }] of replies.entries()) {
    if (outcome === 'silent') replies[index] = await openAt(context, revision, startingMs);
  }
}

/** Whether the server speaks any revision of that era. */
function isSpoken({ profile }: CheckContext, revision: Revision): boolean {
  return profile[eraOf(revision)].length > 0;
}

async function openAt(context: CheckContext, revision: Revision, waitMs?: number): Promise<Reply> {
  const session = await context.open({ revision, handshake: 'none' });
  const isUnspoken = !isSpoken(context, revision);
  const reply = await session.send(openingOf(revision, openingId), {
    timeoutMs: waitMs ?? (isUnspoken ? silenceMs : undefined),
  });
  const mayBeStarting = reply.outcome === 'silent' && isUnspoken && context.transport === 'stdio';
  return mayBeStarting ? ((await waitUntilAwake(context, session)) ?? reply) : reply;
}

/** The opening of its own era is answered as soon as the process is awake, and what was sent before it earlier still. */
async function waitUntilAwake({ revision }: CheckContext, session: Session): Promise<Reply | undefined> {
  const isAnswer = ({ json }: Frame) => isJsonObject(json) && json.id === openingId;
  const frames = session.collect(startingMs, (frame) => isAnswer(frame) || isAwake(frame));
  const awake = await session.send(openingOf(revision, awakeId), { timeoutMs: startingMs });
  const answer = [...(await frames), ...(await session.collect(crossingMs, isAnswer))].find(isAnswer);
  if (answer === undefined || !isJsonObject(answer.json)) return undefined;
  const { result, error } = answer.json;
  const answered: Reply = { ...awake, outcome: 'answered', message: answer.json, frame: answer, result };
  return isJsonObject(error) ? { ...answered, error } : answered;
}

const isAwake = ({ json }: Frame) => isJsonObject(json) && json.id === awakeId;

function openingOf(revision: Revision, id: string): JsonObject {
  if (eraOf(revision) === 'modern') return buildRequest(revision, id, 'server/discover');
  const clientInfo = { name: 'mcp-lab', version: '0.1.0' };
  const params = { protocolVersion: revision, capabilities: {}, clientInfo };
  return { jsonrpc: '2.0', id, method: 'initialize', params };
}

function kindOf({ outcome, result, error, status }: Reply): string {
  if (isJsonObject(result)) return 'a result';
  if (error !== undefined) return `error ${String(error.code)}`;
  return status === undefined ? outcome : `HTTP ${status}`;
}
