import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeNoServerRequests } from './judge-no-server-requests.ts';
import { modernTransports } from './modern-scope.ts';

export const noServerRequestsCheck: Check = {
  id: 'no-server-requests',
  area: 'lifecycle',
  title: 'The server sends no requests, on any channel',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  spec: 'basic/patterns/index',
  fix: 'Ask the client by answering its call with resultType "input_required" instead of sending a request.',
  run: judgeNoServerRequests,
};
