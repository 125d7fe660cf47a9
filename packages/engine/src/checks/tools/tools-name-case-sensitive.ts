import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

export const toolsNameCaseSensitiveCheck: Check = {
  id: 'tools-name-case-sensitive',
  area: 'tools',
  title: 'A tool name in other case is another name',
  level: 'SHOULD',
  revisions: revisionsSince('2025-11-25'),
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/tools#tool-names',
  fix: 'Compare tool names exactly and answer a name in other case like any unknown tool.',
  async run(context) {
    const listed = new Set(context.tour.tools.map(({ name }) => name));
    const candidates = context.callable.flatMap((call) => {
      const other = call.name === call.name.toUpperCase() ? call.name.toLowerCase() : call.name.toUpperCase();
      return other === call.name || listed.has(other) ? [] : [{ ...call, other }];
    });
    const [chosen] = candidates;
    if (chosen === undefined) {
      return context.tour.tools.length === 0
        ? context.notApplicable('the server lists no tools')
        : context.untestable('no tool with letters in its name may be called: name one in the suite file, under tools');
    }
    const session = await context.shared();
    const reply = await callTool(session, context.tour.tools, { name: chosen.other, arguments: chosen.arguments });
    const isServed = isJsonObject(reply.result) && reply.result.isError !== true;
    const what = `a call of ${quoteJson(chosen.other)}, where only ${quoteJson(chosen.name)} is listed,`;
    if (!isServed && reply.message !== undefined) return context.passed(`${what} got ${describeReply(reply)}`);
    return isServed
      ? context.violated(`${what} was served: ${describeReply(reply)}`, replyEvidence(reply))
      : context.untestable(`${what} got ${describeReply(reply)}`);
  },
};
