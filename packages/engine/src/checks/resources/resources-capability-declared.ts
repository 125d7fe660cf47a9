import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeListDeclared } from '../tools/judge-capability.ts';

export const resourcesCapabilityDeclaredCheck: Check = {
  id: 'resources-capability-declared',
  area: 'resources',
  title: 'A server that lists resources declares resources',
  level: 'MUST',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/resources#capabilities',
  fix: 'Add "resources": {} to the capabilities.',
  run: (context) => judgeListDeclared(context, 'resources'),
};
