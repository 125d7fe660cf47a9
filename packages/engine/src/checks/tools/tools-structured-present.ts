import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { callResults, nameToolWithIt } from './content-blocks.ts';

export const toolsStructuredPresentCheck: Check = {
  id: 'tools-structured-present',
  area: 'tools',
  title: 'A tool with an output schema gives structured content',
  level: 'MUST',
  revisions: revisionsSince('2025-06-18'),
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#output-schema',
  fix: 'Return structuredContent with every result that is no error, or publish no outputSchema.',
  run(context) {
    const published = new Set(
      context.tour.tools.filter(({ outputSchema }) => outputSchema !== undefined).map(({ name }) => name),
    );
    if (published.size === 0) return context.notApplicable('no tool has an outputSchema');
    const results = callResults(context).filter(({ name, result }) => published.has(name) && result.isError !== true);
    if (results.length === 0)
      return context.untestable(`no tool with an outputSchema was called with success; ${nameToolWithIt}`);
    const wording = { subjects: 'results of tools with an outputSchema', sound: 'have structuredContent' };
    return judgeEach(context, results, wording, ({ name, result }) =>
      result.structuredContent === undefined
        ? `the tool ${quoteJson(name, 80)} gave ${quoteJson(result)} without`
        : undefined,
    );
  },
};
