import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { findSchemaFault } from './find-schema-fault.ts';
import { judgeListed, nameOf } from './listed-entries.ts';

export const toolsInputSchemaValidCheck: Check = {
  id: 'tools-input-schema-valid',
  area: 'tools',
  title: 'Every input schema is a valid JSON Schema',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#tool',
  fix: 'Correct the named keyword. Without "$schema" the dialect is draft 2020-12.',
  run(context) {
    const doubts: string[] = [];
    const outcome = judgeListed(context, 'tools', 'have a valid input schema', (tool) => {
      const { fault, doubt } = findSchemaFault(tool.inputSchema ?? null, context.revision, false);
      if (doubt !== undefined) doubts.push(`${nameOf(tool)}: ${doubt}`);
      return fault && `has an inputSchema that is none: ${fault}`;
    });
    const [doubt] = doubts;
    return outcome.verdict === 'pass' && doubt !== undefined
      ? context.warned(`clients may not be able to use ${doubt}`)
      : outcome;
  },
};
