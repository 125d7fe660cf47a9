import { isJsonObject, type JsonObject, type JsonValue, type Reply, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

const repeats = 3;
const maxTools = 5;

export const qaRepeatableCheck: Check = {
  id: 'qa-repeatable',
  area: 'reliability',
  title: 'The same read-only call gives the same result',
  level: 'MAY',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  alone: true,
  quiet: 'others',
  spec: 'server/tools#tool-result',
  fix: 'Leave what changes by itself (times, random ids, order of sets) out of results, or sort it, so that answers can be compared and cached.',
  async run(context) {
    // Safe to call is not the same as read-only: a tool that says it changes something may answer otherwise each time.
    const tools = context.callable.filter(({ tool }) => !saysItChanges(tool)).slice(0, maxTools);
    if (tools.length === 0) {
      return context.untestable('no read-only tool may be called: name safe ones in the suite file, under tools');
    }
    const session = await context.shared();
    const judged: string[] = [];
    const varying: { name: string; replies: Reply[] }[] = [];
    for (const tool of tools) {
      const replies: Reply[] = [];
      for (let turn = 0; turn < repeats; turn++) replies.push(await callTool(session, context.tour.tools, tool));
      if (!replies.every(({ result }) => isJsonObject(result) && result.isError !== true)) continue;
      judged.push(tool.name);
      if (new Set(replies.map(({ result }) => JSON.stringify(contentOf(result)))).size > 1)
        varying.push({ name: tool.name, replies });
    }
    const [first] = varying;
    if (judged.length === 0) return context.untestable('none of the tools that may be called gave a result');
    if (first === undefined) return context.passed(`${judged.join(', ')}: ${repeats} equal results each`);
    const names = varying.map(({ name }) => name).join(', ');
    return context.violated(
      `${names}: ${repeats} calls with the same arguments gave different results`,
      replyEvidence(...first.replies.slice(0, 2)),
    );
  },
};

function saysItChanges({ annotations }: JsonObject): boolean {
  return isJsonObject(annotations) && annotations.readOnlyHint === false;
}

function contentOf(result: JsonValue | undefined): JsonValue | undefined {
  if (!isJsonObject(result)) return result;
  return result.structuredContent === undefined ? (result.content ?? null) : result.structuredContent;
}
