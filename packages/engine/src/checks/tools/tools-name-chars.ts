import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeListed } from './listed-entries.ts';

export const toolsNameCharsCheck: Check = {
  id: 'tools-name-chars',
  area: 'tools',
  title: 'Tool names use letters, digits, _, - and . only',
  level: 'SHOULD',
  revisions: revisionsSince('2025-11-25'),
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#tool-names',
  fix: 'Rename the tool; other characters break the naming rules of clients and model interfaces.',
  run(context) {
    return judgeListed(context, 'tools', 'have names of A–Z, a–z, 0–9, _, - and .', ({ name }) => {
      if (typeof name !== 'string' || /^[A-Za-z0-9_.-]*$/.test(name)) return undefined;
      const odd = [...new Set(name.replaceAll(/[A-Za-z0-9_.-]/g, ''))].slice(0, 5).join('');
      return `has ${quoteJson(odd)} in its name`;
    });
  },
};
