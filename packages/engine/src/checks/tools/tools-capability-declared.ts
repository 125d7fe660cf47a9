import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeListDeclared } from './judge-capability.ts';

export const toolsCapabilityDeclaredCheck: Check = {
  id: 'tools-capability-declared',
  area: 'tools',
  title: 'A server that lists tools declares tools',
  level: 'MUST',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/tools#capabilities',
  fix: 'Add "tools": {} to the capabilities.',
  run: (context) => judgeListDeclared(context, 'tools'),
};
