import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { noCallsSeen } from './content-blocks.ts';

const maxTools = 3;

export const toolsExtraArgsCheck: Check = {
  id: 'tools-extra-args',
  area: 'tools',
  title: 'Arguments nobody asked for are refused just where the schema says so',
  level: 'MAY',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/tools#tool',
  fix: 'Set additionalProperties to what the tool does: false where it refuses unknown arguments, else leave it out.',
  async run(context) {
    const session = await context.shared();
    const facts: string[] = [];
    for (const call of context.callable.slice(0, maxTools)) {
      const { inputSchema } = call.tool;
      const { additionalProperties = true, unevaluatedProperties = true } = isJsonObject(inputSchema)
        ? inputSchema
        : {};
      const isClosed = additionalProperties === false || unevaluatedProperties === false;
      if (!isClosed && additionalProperties !== true) continue;
      const plain = await callTool(session, context.tour.tools, call, { timeoutMs: patienceMs });
      if (!isJsonObject(plain.result) || plain.result.isError === true) continue;
      const more = { name: call.name, arguments: { ...call.arguments, mcpLabUnknownArgument: 'x' } };
      const reply = await callTool(session, context.tour.tools, more, { timeoutMs: patienceMs });
      const isServed = isJsonObject(reply.result) && reply.result.isError !== true;
      const told = `${quoteJson(call.name, 80)} ${isServed ? 'took' : 'refused'} an argument it does not know`;
      if (isServed === isClosed) {
        const why = isClosed ? 'though its schema has additionalProperties false' : 'though its schema allows any';
        return context.violated(`${told}, ${why}`, replyEvidence(reply));
      }
      facts.push(told);
    }
    return facts.length === 0
      ? context.untestable(noCallsSeen)
      : context.passed(`as the schemas say: ${facts.join('; ')}`);
  },
};
