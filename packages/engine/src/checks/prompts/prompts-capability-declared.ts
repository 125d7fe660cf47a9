import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeListDeclared } from '../tools/judge-capability.ts';

export const promptsCapabilityDeclaredCheck: Check = {
  id: 'prompts-capability-declared',
  area: 'prompts',
  title: 'A server that lists prompts declares prompts',
  level: 'MUST',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/prompts#capabilities',
  fix: 'Add "prompts": {} to the capabilities.',
  run: (context) => judgeListDeclared(context, 'prompts'),
};
