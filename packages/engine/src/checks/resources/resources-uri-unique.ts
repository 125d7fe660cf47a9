import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeUnique } from '../tools/listed-entries.ts';

export const resourcesUriUniqueCheck: Check = {
  id: 'resources-uri-unique',
  area: 'resources',
  title: 'No two resources have the same URI',
  level: 'MUST',
  derived: 'duty',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/resources',
  fix: 'Give each resource a URI of its own: reading by it can only reach one.',
  run: (context) => judgeUnique(context, 'resources', 'uri'),
};
