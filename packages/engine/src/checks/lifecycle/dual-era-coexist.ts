import { isJsonObject, modernRevisions, type Reply, type Session } from '@mcp-lab/wire';
import type { Check, CheckContext, CheckOutcome } from '../../check/check.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { modernTransports } from './modern-scope.ts';
import { ordinaryMethod } from './ordinary-method.ts';
import { replyEvidence } from './reply-evidence.ts';

export const dualEraCoexistCheck: Check = {
  id: 'dual-era-coexist',
  area: 'lifecycle',
  title: 'Legacy sessions and modern requests work side by side',
  level: 'MAY',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/versioning#backward-compatibility-with-initialization-based-versions',
  fix: 'Choose the era by how each client opens: modern _meta is served without state, initialize begins a session of its own.',
  async run(context) {
    const legacyRevision = context.profile.legacy.at(-1);
    if (legacyRevision === undefined) return context.notApplicable('the server speaks no legacy revision');
    const legacy = await openReady(context, { revision: legacyRevision });
    if ('verdict' in legacy) return legacy;
    const modern = await context.shared();
    // In turn, so that neither era can have switched the other off.
    for (const session of [modern, legacy, modern, legacy]) {
      const failure = await askOnce(context, session);
      if (failure !== undefined) return failure;
    }
    const evidence = replyEvidence(legacy.opening, modern.opening);
    return context.passed(`${legacyRevision} and ${context.revision} were served in turn`, evidence);
  },
};

async function askOnce(context: CheckContext, session: Session): Promise<CheckOutcome | undefined> {
  const [list] = declaredLists(session.capabilities);
  const method = list?.method ?? (session.era === 'modern' ? ordinaryMethod(session.capabilities) : 'ping');
  const reply: Reply = await session.request(method, undefined, { timeoutMs: patienceMs });
  if (isJsonObject(reply.result)) return undefined;
  const reason = `with both eras open, ${method} of the ${session.era} one (${session.revision}) got ${describeReply(reply)}`;
  return context.violated(reason, replyEvidence(reply));
}
