import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { askCompletion, completionSubjects, valuesOf } from './ask-completion.ts';

const maxTargets = 6;

export const completionPrefixRelevantCheck: Check = {
  id: 'completion-prefix-relevant',
  area: 'completion',
  title: 'Suggestions have to do with what was typed',
  level: 'SHOULD',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/utilities/completion#implementation-considerations',
  fix: 'Filter or rank the values by what was typed so far.',
  async run(context) {
    const targets = completionSubjects(context);
    if ('verdict' in targets) return targets;
    const session = await context.shared();
    for (const target of targets.slice(0, maxTargets)) {
      const all = valuesOf((await askCompletion(session, target)).result) ?? [];
      const typed = [...(all.find((value) => value.length > 1) ?? '')].slice(0, 2).join('');
      if (typed === '' || all.every((value) => isAbout(value, typed))) continue;
      const reply = await askCompletion(session, target, typed);
      const values = valuesOf(reply.result) ?? [];
      const fitting = values.filter((value) => isAbout(value, typed)).length;
      const share = `${fitting} of ${values.length} suggestions for ${quoteJson(typed)} contain it`;
      const isRelevant = values.length > 0 && fitting * 2 >= values.length;
      return isRelevant ? context.passed(share, replyEvidence(reply)) : context.informed(share, replyEvidence(reply));
    }
    return context.untestable('no argument has suggestions of which some begin differently');
  },
};

function isAbout(value: string, typed: string): boolean {
  return value.toLowerCase().includes(typed.toLowerCase());
}
