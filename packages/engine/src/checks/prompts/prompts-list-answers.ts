import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeListAnswers } from '../tools/judge-capability.ts';

export const promptsListAnswersCheck: Check = {
  id: 'prompts-list-answers',
  area: 'prompts',
  title: 'prompts/list is served where prompts are declared',
  level: 'MUST',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/prompts#capabilities',
  fix: 'Serve prompts/list, with an empty array where there are none, or do not declare prompts.',
  run: (context) => judgeListAnswers(context, 'prompts'),
};
