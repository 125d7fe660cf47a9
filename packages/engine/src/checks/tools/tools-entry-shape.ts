import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeListed } from './listed-entries.ts';

export const toolsEntryShapeCheck: Check = {
  id: 'tools-entry-shape',
  area: 'tools',
  title: 'Every tool has a name and an input schema of type object',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#tool',
  fix: 'Give each tool a "name" (a string) and an "inputSchema" with "type": "object", also one without parameters.',
  run(context) {
    return judgeListed(context, 'tools', 'have a name and an input schema of type object', ({ name, inputSchema }) => {
      if (typeof name !== 'string') return `has the name ${quoteJson(name)}, which is no string`;
      if (!isJsonObject(inputSchema)) return `has the inputSchema ${quoteJson(inputSchema)} instead of an object`;
      return inputSchema.type === 'object'
        ? undefined
        : `has an inputSchema of type ${quoteJson(inputSchema.type)} instead of "object"`;
    });
  },
};
