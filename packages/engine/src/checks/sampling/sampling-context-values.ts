import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeQuestions } from '../mrtr/judge-questions.ts';
import { questionsInRun } from '../mrtr/questions.ts';

export const samplingContextValuesCheck: Check = {
  id: 'sampling-context-values',
  area: 'sampling',
  title: 'includeContext is only used where the client declared it',
  level: 'SHOULD',
  revisions: revisionsSince('2025-11-25'),
  transports: everyTransport,
  isolation: 'tour',
  exercise: 'asking',
  spec: 'client/sampling#capabilities',
  fix: 'Leave includeContext out, or say "none", unless the client declares sampling.context.',
  run(context) {
    const asked = questionsInRun(context).filter(({ method }) => method === 'sampling/createMessage');
    const wording = { subjects: 'sampling requests', sound: 'ask for no context that was not declared' };
    return judgeQuestions(context, ['samples'], asked, wording, ({ params, declared }) => {
      const { includeContext = 'none' } = params;
      const sampling = declared?.sampling;
      if (includeContext === 'none' || declared === undefined) return undefined;
      if (isJsonObject(sampling) && isJsonObject(sampling.context)) return undefined;
      return `includeContext is ${quoteJson(includeContext)}, and the client declared ${quoteJson({ sampling: sampling ?? null })}`;
    });
  },
};
