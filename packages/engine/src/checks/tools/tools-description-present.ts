import { isJsonObject, type JsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeListed } from './listed-entries.ts';

export const toolsDescriptionPresentCheck: Check = {
  id: 'tools-description-present',
  area: 'tools',
  title: 'Tools and their parameters are described',
  level: 'MAY',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#tool',
  fix: 'Describe in a sentence what the tool does and what each parameter means: a model has nothing else to go by.',
  run(context) {
    return judgeListed(context, 'tools', 'are described, parameters included', ({ description, inputSchema }) => {
      if (typeof description !== 'string' || description.trim() === '') return 'has no description';
      const properties =
        isJsonObject(inputSchema) && isJsonObject(inputSchema.properties) ? inputSchema.properties : {};
      const silent = Object.entries(properties).filter(([, schema]) => isJsonObject(schema) && isUndescribed(schema));
      const names = silent.map(([name]) => quoteJson(name, 60));
      return names.length === 0 ? undefined : `does not describe its parameters ${names.slice(0, 5).join(', ')}`;
    });
  },
};

/** What is referred to may be described where it is defined. */
function isUndescribed({ description, $ref }: JsonObject): boolean {
  return $ref === undefined && (typeof description !== 'string' || description.trim() === '');
}
