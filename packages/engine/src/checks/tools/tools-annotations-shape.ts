import { isJsonObject, type JsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeListed } from './listed-entries.ts';

const hints = ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'];

export const toolsAnnotationsShapeCheck: Check = {
  id: 'tools-annotations-shape',
  area: 'tools',
  title: 'Tool annotations have the types of the schema',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisionsSince('2025-03-26'),
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#tool',
  fix: 'Make readOnlyHint, destructiveHint, idempotentHint and openWorldHint booleans, and title a string.',
  run(context) {
    const hasAny = ({ annotations }: JsonObject) => annotations !== undefined;
    return judgeListed(
      context,
      'tools',
      'have annotations of the right types',
      ({ annotations }) => {
        if (!isJsonObject(annotations)) return `has the annotations ${quoteJson(annotations)} instead of an object`;
        const wrong = hints.find((hint) => annotations[hint] !== undefined && typeof annotations[hint] !== 'boolean');
        if (wrong !== undefined) return `has the ${wrong} ${quoteJson(annotations[wrong])} instead of a boolean`;
        const { title } = annotations;
        return title === undefined || typeof title === 'string'
          ? undefined
          : `has the annotation title ${quoteJson(title)}`;
      },
      hasAny,
    );
  },
};
