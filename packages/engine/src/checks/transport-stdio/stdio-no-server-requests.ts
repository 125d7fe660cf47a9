import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeNoServerRequests } from '../lifecycle/judge-no-server-requests.ts';

export const stdioNoServerRequestsCheck: Check = {
  id: 'stdio-no-server-requests',
  area: 'transport-stdio',
  title: 'stdout carries responses and notifications, no requests',
  level: 'MUST',
  revisions: modernRevisions,
  transports: ['stdio'],
  isolation: 'tour',
  spec: 'basic/transports/stdio#receiving-messages',
  fix: 'Ask the client by answering its call with resultType "input_required" instead of writing a request to stdout.',
  run: judgeNoServerRequests,
};
