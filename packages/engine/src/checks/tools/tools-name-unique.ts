import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeUnique } from './listed-entries.ts';

export const toolsNameUniqueCheck: Check = {
  id: 'tools-name-unique',
  area: 'tools',
  title: 'No two tools have the same name',
  level: 'SHOULD',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#tool-names',
  fix: 'Rename one of them: a call by that name can only reach one.',
  run: (context) => judgeUnique(context, 'tools', 'name'),
};
