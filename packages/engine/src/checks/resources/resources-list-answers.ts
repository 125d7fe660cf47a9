import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeListAnswers } from '../tools/judge-capability.ts';

export const resourcesListAnswersCheck: Check = {
  id: 'resources-list-answers',
  area: 'resources',
  title: 'resources/list is served where resources are declared',
  level: 'MUST',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/resources#capabilities',
  fix: 'Serve resources/list, with an empty array where there are none, or do not declare resources.',
  run: (context) => judgeListAnswers(context, 'resources'),
};
