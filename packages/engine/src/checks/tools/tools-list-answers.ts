import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeListAnswers } from './judge-capability.ts';

export const toolsListAnswersCheck: Check = {
  id: 'tools-list-answers',
  area: 'tools',
  title: 'tools/list is served where tools are declared',
  level: 'MUST',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/tools#capabilities',
  fix: 'Serve tools/list, with an empty array where there are no tools, or do not declare tools.',
  run: (context) => judgeListAnswers(context, 'tools'),
};
