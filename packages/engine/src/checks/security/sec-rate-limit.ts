import { isJsonObject, type Reply, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

const burst = 120;
const batch = 20;

export const secRateLimitCheck: Check = {
  id: 'sec-rate-limit',
  area: 'security',
  title: 'Calls of tools are limited in their rate',
  level: 'MAY',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  destructive: true,
  quiet: 'server',
  spec: 'server/tools#security-considerations',
  fix: 'Limit how often a client may call tools: answer 429 or an error that says to wait.',
  async run(context) {
    const [tool] = context.callable;
    if (tool === undefined) {
      return context.untestable('no tool may be called: name one that changes nothing in the suite file, under tools');
    }
    const session = await openReady(context);
    if ('verdict' in session) return session;
    for (let sent = 0; sent < burst; sent += batch) {
      const replies = await Promise.all(
        Array.from({ length: batch }, () => callTool(session, context.tour.tools, tool)),
      );
      const at = replies.findIndex(isThrottled);
      if (at >= 0)
        return context.passed(
          `after about ${sent + at} calls of ${tool.name} the server asks to wait`,
          replyEvidence(replies[at]),
        );
      if (session.closed) return context.untestable(`the connection was lost after about ${sent} calls`);
    }
    return context.violated(`${burst} calls of ${tool.name} in a row were all served: no limit was seen`);
  },
};

function isThrottled(reply: Reply): boolean {
  if (reply.status === 429) return true;
  const said =
    reply.error?.message ?? (isJsonObject(reply.result) && reply.result.isError === true ? reply.result.content : '');
  return /rate.?limit|too many (requests|calls)|throttl|slow down|quota/i.test(JSON.stringify(said));
}
