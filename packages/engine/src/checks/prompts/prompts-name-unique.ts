import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeListed, judgeUnique } from '../tools/listed-entries.ts';
import { argumentsOf } from './prompt-messages.ts';

export const promptsNameUniqueCheck: Check = {
  id: 'prompts-name-unique',
  area: 'prompts',
  title: 'No two prompts, and no two arguments of one, have the same name',
  level: 'MUST',
  derived: 'duty',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/prompts#prompt',
  fix: 'Rename one of them: a name can only mean one.',
  run(context) {
    const outcome = judgeUnique(context, 'prompts', 'name');
    if (outcome.verdict !== 'pass') return outcome;
    const own = judgeListed(context, 'prompts', 'have arguments of different names', (prompt) => {
      const names = argumentsOf(prompt).map(({ name }) => name);
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      return twice && `has two arguments called ${quoteJson(twice, 60)}`;
    });
    return own.verdict === 'pass' ? outcome : own;
  },
};
