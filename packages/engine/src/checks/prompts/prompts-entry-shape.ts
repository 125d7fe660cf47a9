import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { checkShape } from '../../revision/check-shape.ts';
import { contentShapes } from '../../revision/content-shapes.ts';
import { listShapes } from '../../revision/list-shapes.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeListed } from '../tools/listed-entries.ts';

export const promptsEntryShapeCheck: Check = {
  id: 'prompts-entry-shape',
  area: 'prompts',
  title: 'Listed prompts fit the schema',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/prompts#prompt',
  fix: 'Give each prompt a "name", and "arguments" as an array of objects with "name" and, as booleans, "required".',
  run(context) {
    const shape = listShapes(contentShapes(context.revision)).prompt;
    return judgeListed(context, 'prompts', 'fit the schema', (prompt) => {
      const [fault] = checkShape(shape, prompt, 'prompt');
      return fault && `does not fit: ${fault}`;
    });
  },
};
