import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeQuestions } from '../mrtr/judge-questions.ts';
import { questionsInRun } from '../mrtr/questions.ts';

export const samplingToolsDeclaredCheck: Check = {
  id: 'sampling-tools-declared',
  area: 'sampling',
  title: 'Tools are only given to the model where the client declared it, and their results fit their uses',
  level: 'MUST',
  revisions: revisionsSince('2025-11-25'),
  transports: everyTransport,
  isolation: 'tour',
  exercise: 'asking',
  spec: 'client/sampling#capabilities',
  fix: 'Use tools and toolChoice only for clients that declare sampling.tools, and answer every tool_use by a tool_result in the next message, with nothing else beside.',
  run(context) {
    const asked = questionsInRun(context).filter(({ method }) => method === 'sampling/createMessage');
    const wording = { subjects: 'sampling requests', sound: 'use tools only as declared' };
    return judgeQuestions(context, ['samples'], asked, wording, ({ params, declared }) => {
      const sampling = declared?.sampling;
      const isDeclared = declared === undefined || (isJsonObject(sampling) && isJsonObject(sampling.tools));
      const used = ['tools', 'toolChoice'].find((member) => member in params);
      if (used !== undefined && !isDeclared) {
        return `${used} is used, and the client declared ${quoteJson({ sampling: sampling ?? null })}`;
      }
      return findImbalance(params);
    });
  },
};

/** A tool_use without its tool_result in the next message, or a result of nothing. */
function findImbalance({ messages }: JsonObject): string | undefined {
  let open: JsonValue[] = [];
  for (const message of Array.isArray(messages) ? messages : []) {
    const blocks = blocksOf(message);
    const results = blocks.filter(({ type }) => type === 'tool_result');
    if (results.length > 0 && results.length < blocks.length)
      return `tool results beside other content: ${quoteJson(message)}`;
    const given = results.map(({ toolUseId }) => toolUseId ?? null);
    if (open.some((id) => !given.includes(id))) return `the use of a tool is followed by ${quoteJson(message)}`;
    if (given.some((id) => !open.includes(id))) return `a result of a tool that was not used: ${quoteJson(message)}`;
    open = blocks.filter(({ type }) => type === 'tool_use').map(({ id }) => id ?? null);
  }
  return undefined;
}

function blocksOf(message: JsonValue): JsonObject[] {
  const content = isJsonObject(message) ? message.content : undefined;
  return (Array.isArray(content) ? content : [content]).filter((block) => isJsonObject(block));
}
