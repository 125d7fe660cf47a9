import type { CallRole } from '@mcp-lab/contracts';
import { isJsonObject, type JsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { caching } from './caching-scope.ts';

const hints = ['ttlMs', 'cacheScope'];
/** Calls in the middle of which the client is asked for something. */
const roles: readonly CallRole[] = ['elicitsForm', 'samples', 'listsRoots', 'keepsState'];
const clientCapabilities: JsonObject = { elicitation: {}, sampling: {}, roots: {} };

export const cacheNoHintsInterimCheck: Check = {
  ...caching,
  id: 'cache-no-hints-interim',
  title: 'A result that asks for input carries no caching hints',
  level: 'MUST',
  derived: 'duty',
  isolation: 'session',
  spec: 'server/utilities/caching#cacheable-results',
  fix: 'Leave ttlMs and cacheScope out of results of the type input_required: they are questions, not content.',
  async run(context) {
    const calls = roles.map((role) => context.call(role)).filter((call) => call !== undefined);
    if (calls.length === 0) return context.needsCall('elicitsForm');
    const session = await openReady(context, { clientCapabilities });
    if ('verdict' in session) return session;
    const replies = await Promise.all(calls.map((call) => callTool(session, context.tour.tools, call)));
    const interim = replies.filter(({ result }) => isJsonObject(result) && result.resultType === 'input_required');
    if (interim.length === 0) return context.untestable('none of the calls named for it asked for input');
    const hinted = interim.find(({ result }) => isJsonObject(result) && hints.some((hint) => hint in result));
    if (hinted === undefined)
      return context.passed(`none of ${interim.length} results that ask for input carries hints`);
    return context.violated(
      `a result that asks for input carries hints: ${quoteJson(hinted.result)}`,
      replyEvidence(hinted),
    );
  },
};
