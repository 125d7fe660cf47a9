import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { spoilArguments } from './spoil-arguments.ts';

const maxTools = 3;
const noSuchTool =
  'no tool with a schema that forbids something may be called: name one in the suite file, under tools, with arguments that work';

export const toolsInvalidArgsCheck: Check = {
  id: 'tools-invalid-args',
  area: 'tools',
  title: 'Arguments that break the schema are refused',
  level: 'SHOULD',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/tools#error-handling',
  fix: 'Validate arguments against inputSchema; answer with isError and a text that says what is wrong, so that the model can try again, or with error −32602.',
  async run(context) {
    const spoiled = context.callable.flatMap((call) => {
      const bad = spoilArguments(call);
      return bad === undefined ? [] : [{ name: call.name, ...bad }];
    });
    if (spoiled.length === 0) return context.untestable(noSuchTool);
    const session = await context.shared();
    const refusals: string[] = [];
    for (const { name, arguments: args, what } of spoiled.slice(0, maxTools)) {
      const reply = await callTool(session, context.tour.tools, { name, arguments: args }, { timeoutMs: patienceMs });
      const told = `${quoteJson(name, 80)} with ${what}`;
      if (isJsonObject(reply.result) && reply.result.isError !== true) {
        return context.violated(
          `${told}, which its schema forbids, was served: ${describeReply(reply)}`,
          replyEvidence(reply),
        );
      }
      const isClear = isJsonObject(reply.result) || reply.error?.code === -32602;
      if (!isClear)
        return context.violated(
          `${told} should get isError or error -32602; it got ${describeReply(reply)}`,
          replyEvidence(reply),
        );
      refusals.push(`${told}: ${isJsonObject(reply.result) ? 'isError' : 'error -32602'}`);
    }
    return context.passed(`refused as it should be: ${refusals.join('; ')}`);
  },
};
