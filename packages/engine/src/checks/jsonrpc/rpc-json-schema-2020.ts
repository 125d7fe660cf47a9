import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { schemasOf } from '../tools/compile-listed.ts';
import { findSchemaFault } from '../tools/find-schema-fault.ts';
import { judgeListed } from '../tools/listed-entries.ts';
import { everyTransport, revisionsSince } from './applies-to.ts';
import { quoteJson } from './quote.ts';

export const rpcJsonSchema2020Check: Check = {
  id: 'rpc-json-schema-2020',
  area: 'jsonrpc',
  title: 'Published schemas compile under the dialect they are of',
  level: 'MUST',
  revisions: revisionsSince('2025-11-25'),
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/index#json-schema-usage',
  fix: 'Write schemas without "$schema" in draft 2020-12 (prefixItems instead of a list of items), or name the dialect in "$schema".',
  run(context) {
    return judgeListed(context, 'tools', 'have schemas that compile under their dialect', (tool) => {
      for (const { what, schema } of schemasOf(tool)) {
        const { fault } = findSchemaFault(schema, context.revision, false);
        const named = isJsonObject(schema) && schema.$schema !== undefined;
        const dialect = named ? quoteJson(schema.$schema, 80) : 'draft 2020-12, as it names none';
        if (fault !== undefined) return `has an ${what} that is not of ${dialect}: ${fault}`;
      }
      return undefined;
    });
  },
};
