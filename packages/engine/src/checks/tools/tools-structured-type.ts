import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { callResults } from './content-blocks.ts';

const noneSeen =
  'no result had structuredContent: name a tool that gives some in the suite file, as calls.structured with tool and arguments';

export const toolsStructuredTypeCheck: Check = {
  id: 'tools-structured-type',
  area: 'tools',
  title: 'Structured content is an object',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: ['2025-06-18', '2025-11-25'],
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#structured-content',
  fix: 'Wrap lists and scalars in an object: up to 2025-11-25 structuredContent is one.',
  run(context) {
    const structured = callResults(context).filter(({ result }) => result.structuredContent !== undefined);
    if (structured.length === 0) return context.untestable(noneSeen);
    return judgeEach(
      context,
      structured,
      { subjects: 'structured contents', sound: 'are objects' },
      ({ name, result }) =>
        isJsonObject(result.structuredContent)
          ? undefined
          : `the tool ${quoteJson(name, 80)} gave ${quoteJson(result.structuredContent)}`,
    );
  },
};
