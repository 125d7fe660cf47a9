import { isJsonObject, type JsonObject, modernRevisions, type Session } from '@mcp-lab/wire';
import type { Check, CheckContext, CheckOutcome } from '../../check/check.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { modernTransports } from './modern-scope.ts';
import { ordinaryMethod } from './ordinary-method.ts';
import { replyEvidence } from './reply-evidence.ts';

/** A request that builds on the answer to an earlier one. */
interface FollowUp {
  what: string;
  method: string;
  params?: JsonObject;
}

export const noConnectionAffinityCheck: Check = {
  id: 'no-connection-affinity',
  area: 'lifecycle',
  title: 'Related requests may come over different connections',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/index#statelessness',
  fix: 'Put what a later request needs into the cursor, the URI or another identifier, and not into the connection or process.',
  async run(context) {
    const session = await context.shared();
    const followUps = await findFollowUps(session);
    // Without the requests the first connection began with; an answer of the first one also waits for the start.
    const fresh = await context.open({ handshake: 'none', requestTimeoutMs: patienceMs });
    for (const followUp of followUps) {
      const failure = await compareConnections(context, session, fresh, followUp);
      if (failure !== undefined) return failure;
    }
    const told = followUps.map(({ what }) => what).join(', ');
    return context.passed(`same outcome on a fresh connection as on the first: ${told}`);
  },
};

/** Reading a listed resource and getting a prompt without arguments change nothing. */
async function findFollowUps(session: Session): Promise<FollowUp[]> {
  const found: FollowUp[] = [];
  for (const { method, member } of declaredLists(session.capabilities)) {
    const { result } = await session.request(method);
    if (!isJsonObject(result)) continue;
    const cursor = result.nextCursor;
    if (typeof cursor === 'string') found.push({ what: `the second page of ${method}`, method, params: { cursor } });
    const entries = Array.isArray(result[member]) ? result[member].filter(isJsonObject) : [];
    found.push(...followUpsOn(method, entries));
  }
  const method = ordinaryMethod(session.capabilities);
  return found.length > 0 ? found : [{ what: `${method} after discover`, method }];
}

function followUpsOn(method: string, entries: readonly JsonObject[]): FollowUp[] {
  const [first] = entries;
  if (method === 'resources/list' && typeof first?.uri === 'string') {
    return [{ what: 'reading a listed resource', method: 'resources/read', params: { uri: first.uri } }];
  }
  if (method !== 'prompts/list') return [];
  const plain = entries.find(({ arguments: wanted }) => !Array.isArray(wanted) || !wanted.some(isRequired));
  if (typeof plain?.name !== 'string') return [];
  return [{ what: 'getting a listed prompt', method: 'prompts/get', params: { name: plain.name } }];
}

function isRequired(argument: unknown): boolean {
  return isJsonObject(argument) && argument.required === true;
}

async function compareConnections(
  context: CheckContext,
  session: Session,
  fresh: Session,
  { what, method, params }: FollowUp,
): Promise<CheckOutcome | undefined> {
  const here = await session.request(method, params);
  // What does not work at all says nothing about connections.
  if (!isJsonObject(here.result)) return undefined;
  const there = await fresh.request(method, params);
  if (isJsonObject(there.result)) return undefined;
  const reason = `${what} works on the connection of the earlier requests; on a fresh one it got ${describeReply(there)}`;
  return context.violated(reason, replyEvidence(here, there));
}
