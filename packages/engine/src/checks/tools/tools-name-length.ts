import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { judgeListed } from './listed-entries.ts';

export const toolsNameLengthCheck: Check = {
  id: 'tools-name-length',
  area: 'tools',
  title: 'Tool names have 1 to 128 characters',
  level: 'SHOULD',
  revisions: revisionsSince('2025-11-25'),
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#tool-names',
  fix: 'Give the tool a name of 1 to 128 characters; several clients take no more than 64.',
  run(context) {
    return judgeListed(context, 'tools', 'have names of 1 to 128 characters', ({ name }) => {
      if (typeof name !== 'string' || (name.length >= 1 && name.length <= 128)) return undefined;
      return `has a name of ${name.length} characters`;
    });
  },
};
