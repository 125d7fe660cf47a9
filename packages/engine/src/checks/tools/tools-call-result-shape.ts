import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { checkShape } from '../../revision/check-shape.ts';
import { vocabularyOf } from '../../revision/vocabulary.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { callResults, noCallsSeen } from './content-blocks.ts';

export const toolsCallResultShapeCheck: Check = {
  id: 'tools-call-result-shape',
  area: 'tools',
  title: 'Results of tools fit the schema',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#tool-result',
  fix: 'Return an array "content" of blocks this revision knows, each with its required members, and isError as a boolean.',
  run(context) {
    const results = callResults(context);
    if (results.length === 0) return context.untestable(noCallsSeen);
    const shape = vocabularyOf(context.revision).results['tools/call'] ?? { kind: 'any' };
    return judgeEach(
      context,
      results,
      { subjects: 'results of tools', sound: 'fit the schema' },
      ({ name, result }) => {
        const [fault] = checkShape(shape, result, 'result');
        return fault && `the tool ${quoteJson(name, 80)}: ${fault} in ${quoteJson(result)}`;
      },
    );
  },
};
