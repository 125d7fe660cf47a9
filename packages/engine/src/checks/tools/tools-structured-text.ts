import { isJsonObject, parseJson } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { canonicalJson } from '../../json-schema/canonical-json.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { callResults } from './content-blocks.ts';

const noneSeen =
  'no result had structuredContent: name a tool that gives some in the suite file, as calls.structured with tool and arguments';

export const toolsStructuredTextCheck: Check = {
  id: 'tools-structured-text',
  area: 'tools',
  title: 'Structured content is repeated as text',
  level: 'SHOULD',
  revisions: revisionsSince('2025-06-18'),
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#structured-content',
  fix: 'Add a text block with the JSON of structuredContent, for clients that know only content.',
  run(context) {
    const structured = callResults(context).filter(({ result }) => result.structuredContent !== undefined);
    if (structured.length === 0) return context.untestable(noneSeen);
    const wording = { subjects: 'structured contents', sound: 'are repeated in a text block' };
    return judgeEach(context, structured, wording, ({ name, result }) => {
      const wanted = canonicalJson(result.structuredContent ?? null);
      const blocks = Array.isArray(result.content) ? result.content.filter(isJsonObject) : [];
      const texts = blocks.map(({ text }) => text).filter((text) => typeof text === 'string');
      if (texts.some((text) => parseCanonical(text) === wanted)) return undefined;
      return `the tool ${quoteJson(name, 80)} gave ${quoteJson(result.structuredContent, 80)} and the texts ${quoteJson(texts, 120)}`;
    });
  },
};

function parseCanonical(text: string): string | undefined {
  const parsed = parseJson(Buffer.from(text), maxDepth);
  return parsed.ok ? canonicalJson(parsed.value) : undefined;
}

const maxDepth = 100;
