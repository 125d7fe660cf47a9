import { isJsonObject, type JsonValue, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { completionResults } from './ask-completion.ts';

const noneSeen = 'no completion was answered with a result';

export const completionResultShapeCheck: Check = {
  id: 'completion-result-shape',
  area: 'completion',
  title: 'Completions have values, and a total and hasMore that make sense',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/utilities/completion#completion-results',
  fix: 'Return completion.values as an array of strings; total, if any, is at least their number, and hasMore a boolean.',
  run(context) {
    const results = completionResults(context);
    if (results.length === 0) return context.untestable(noneSeen);
    return judgeEach(
      context,
      results,
      { subjects: 'completions', sound: 'have the shape of the schema' },
      ({ completion }) => {
        const fault = findFault(completion);
        return fault && `${fault}: ${quoteJson(completion)}`;
      },
    );
  },
};

function findFault(completion: JsonValue | undefined): string | undefined {
  if (!isJsonObject(completion)) return 'completion is no object';
  const { values, total, hasMore } = completion;
  if (!Array.isArray(values)) return 'values is no array';
  if (!values.every((value) => typeof value === 'string')) return 'values holds what is no string';
  if (total !== undefined && !Number.isInteger(total)) return 'total is no whole number';
  if (typeof total === 'number' && total < values.length) return `total is less than the ${values.length} values`;
  return hasMore === undefined || typeof hasMore === 'boolean' ? undefined : 'hasMore is no boolean';
}
