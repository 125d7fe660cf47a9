import { isJsonObject, type JsonObject, type JsonValue, modernRevisions, type Reply } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { actAs } from './actor.ts';
import { authTransports } from './auth-scope.ts';
import { requireProbeToken } from './require-token.ts';

const placeholder = '$handle';

export const authHandleBoundCheck: Check = {
  id: 'auth-handle-bound',
  area: 'auth',
  title: 'A state handle works for its own user only',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: authTransports,
  isolation: 'session',
  spec: 'docs: tutorials/security/security_best_practices#session-hijacking',
  fix: 'Bind every handle to the user it was given to (by the subject of the token), and treat one of somebody else as unknown.',
  async run(context) {
    const token = await requireProbeToken(context, 'secondUser');
    if (typeof token !== 'string') return token;
    const opens = context.call('opensHandle');
    if (opens === undefined) return context.needsCall('opensHandle');
    const uses = context.call('usesHandle');
    if (uses === undefined) return context.needsCall('usesHandle');
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const opened = await callTool(session, context.tour.tools, opens);
    const handle = findHandle(opened.result, uses.arguments);
    if (handle === undefined)
      return context.untestable(`no handle in the answer of opensHandle: ${describeReply(opened)}`);
    const use = { name: uses.name, arguments: fillIn(uses.arguments, handle) };
    const own = await callTool(session, context.tour.tools, use);
    if (isRefused(own)) return context.untestable(`the handle does not work for its own user: ${describeReply(own)}`);
    const actor = await actAs(context, `Bearer ${token}`);
    const foreign = await actor.call(use);
    await actor.leave();
    const evidence = replyEvidence(opened, foreign);
    if (isRefused(foreign))
      return context.passed(`with the token of another user it got ${describeReply(foreign)}`, evidence);
    return context.violated(`the handle of one user works for another: ${describeReply(foreign)}`, evidence);
  },
};

function isRefused({ result }: Reply): boolean {
  return !isJsonObject(result) || result.isError === true;
}

/** The structured member of the same name as the argument it is for, else the whole first text. */
function findHandle(result: JsonValue | undefined, args: JsonObject): string | undefined {
  if (!isJsonObject(result) || result.isError === true) return undefined;
  const name = Object.keys(args).find((key) => args[key] === placeholder) ?? '';
  const structured = isJsonObject(result.structuredContent) ? result.structuredContent[name] : undefined;
  if (typeof structured === 'string') return structured;
  const [block] = Array.isArray(result.content) ? result.content : [];
  return isJsonObject(block) && typeof block.text === 'string' ? block.text.trim() : undefined;
}

function fillIn(args: JsonObject, handle: string): JsonObject {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, value === placeholder ? handle : value]),
  );
}
