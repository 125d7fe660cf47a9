import { isJsonObject, type Reply, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

const noSuchTool =
  'no tool without required arguments may be called: name one in the suite file, under tools, or let it declare readOnlyHint';

export const toolsCallArgsOmittableCheck: Check = {
  id: 'tools-call-args-omittable',
  area: 'tools',
  title: 'A tool without required arguments can be called without arguments',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/tools#calling-tools',
  fix: 'Treat a missing "arguments" like an empty object.',
  async run(context) {
    const tool = context.callable.find(({ tool: { inputSchema } }) => {
      const required = isJsonObject(inputSchema) ? inputSchema.required : undefined;
      return required === undefined || (Array.isArray(required) && required.length === 0);
    });
    if (tool === undefined) return context.untestable(noSuchTool);
    const session = await context.shared();
    const { name } = tool;
    const empty = await callTool(session, context.tour.tools, { name, arguments: {} }, { timeoutMs: patienceMs });
    if (!isSuccess(empty)) return context.untestable(`calling ${quoteJson(name)} with {} got ${describeReply(empty)}`);
    const none = await session.request('tools/call', { name }, { timeoutMs: patienceMs });
    const what = `${quoteJson(name)} called without "arguments"`;
    if (isSuccess(none)) return context.passed(`${what} was served`, replyEvidence(none));
    return context.violated(`${what} got ${describeReply(none)}, though with {} it works`, replyEvidence(none));
  },
};

function isSuccess({ result }: Reply): boolean {
  return isJsonObject(result) && result.isError !== true;
}
