import { eraOf, type JsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { findSchemaFault } from './find-schema-fault.ts';
import { judgeListed } from './listed-entries.ts';

export const toolsOutputSchemaValidCheck: Check = {
  id: 'tools-output-schema-valid',
  area: 'tools',
  title: 'Every output schema is a valid JSON Schema',
  level: 'MUST',
  revisions: revisionsSince('2025-06-18'),
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#output-schema',
  fix: 'Correct the named keyword. Up to 2025-11-25 the root of an output schema has "type": "object".',
  run(context) {
    const demandsObject = eraOf(context.revision) === 'legacy';
    const hasOne = (tool: JsonObject) => tool.outputSchema !== undefined;
    return judgeListed(
      context,
      'tools',
      'have a valid output schema',
      (tool) => {
        const { fault } = findSchemaFault(tool.outputSchema ?? null, context.revision, demandsObject);
        return fault && `has an outputSchema that cannot be used: ${fault}`;
      },
      hasOne,
    );
  },
};
