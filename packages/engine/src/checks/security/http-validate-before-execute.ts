import { isJsonObject, type JsonValue, mirrorParameters, modernRevisions, type Reply } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { streamableHttpOnly } from '../transport-http/streamable-http-scope.ts';

const otherName = 'mcp-lab-other-name';

export const httpValidateBeforeExecuteCheck: Check = {
  id: 'http-validate-before-execute',
  area: 'security',
  title: 'A call whose headers are refused has not run',
  level: 'MUST',
  derived: 'duty',
  revisions: modernRevisions,
  transports: streamableHttpOnly,
  isolation: 'session',
  // It watches for a side effect.
  alone: true,
  spec: 'basic/transports/streamable-http#server-validation',
  fix: 'Validate the headers before the tool is called: a proxy may have let the request pass for what its headers say.',
  async run(context) {
    const { callable } = context;
    const call = callable.find(({ origin }) => origin === 'named') ?? callable[0];
    const effect = context.call('sideEffect');
    const observe = context.call('observe');
    if (call === undefined && (effect === undefined || observe === undefined)) {
      return context.untestable('no tool may be called: name one in the suite file under tools');
    }
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const { tools } = context.tour;
    const told: string[] = [];
    if (call !== undefined) {
      const plain = await callTool(session, tools, call, { timeoutMs: patienceMs });
      const headers = { ...mirrorParameters(call.tool.inputSchema, call.arguments), 'Mcp-Name': otherName };
      const reply = await callTool(session, tools, call, { timeoutMs: patienceMs, headers });
      const output = outputIn(reply, plain, JSON.stringify(call.arguments));
      if (output !== undefined) {
        const reason = `${call.name} with another name in Mcp-Name ran: ${output}`;
        return context.violated(reason, replyEvidence(reply));
      }
      told.push(`${call.name} with another name in Mcp-Name got ${describeReply(reply)}`);
    }
    if (effect !== undefined && observe !== undefined) {
      const before = await callTool(session, tools, observe, { timeoutMs: patienceMs });
      const reply = await callTool(session, tools, effect, {
        timeoutMs: patienceMs,
        headers: { 'Mcp-Name': otherName },
      });
      const after = await callTool(session, tools, observe, { timeoutMs: patienceMs });
      if (quoteJson(contentOf(before)) !== quoteJson(contentOf(after))) {
        const reason = `${effect.name} with another name in Mcp-Name had its effect: ${observe.name} then told ${quoteJson(contentOf(after))}`;
        return context.violated(reason, replyEvidence(reply, after));
      }
      told.push(`${effect.name} so called had no effect`);
    }
    return context.passed(told.join('; '));
  },
};

/** Says how the output of the tool stands in a reply that should have none. An error may well repeat the arguments. */
function outputIn(reply: Reply, plain: Reply, args: string): string | undefined {
  if (reply.result !== undefined) return `the result was ${quoteJson(reply.result)}`;
  const texts = textsOf(contentOf(plain)).map((text) => JSON.stringify(text).slice(1, -1));
  const data = JSON.stringify(reply.error?.data ?? null);
  return texts.some((text) => data.includes(text) && !args.includes(text))
    ? `its output stands in the error ${quoteJson(reply.message)}`
    : undefined;
}

function contentOf({ result }: Reply): JsonValue | undefined {
  return isJsonObject(result) ? result.content : undefined;
}

/** Texts long enough not to be there by chance. */
function textsOf(content: JsonValue | undefined): string[] {
  const blocks = Array.isArray(content) ? content.filter(isJsonObject) : [];
  return blocks.flatMap(({ text }) => (typeof text === 'string' && text.length >= 3 ? [text] : []));
}
