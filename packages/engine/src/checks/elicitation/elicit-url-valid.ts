import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeQuestions } from '../mrtr/judge-questions.ts';
import { elicitationsInRun } from '../mrtr/questions.ts';

export const elicitUrlValidCheck: Check = {
  id: 'elicit-url-valid',
  area: 'elicitation',
  title: 'The URL of an elicitation is a valid one, over https',
  level: 'MUST',
  revisions: revisionsSince('2025-11-25'),
  transports: everyTransport,
  isolation: 'tour',
  exercise: 'asking',
  spec: 'client/elicitation#safe-url-handling',
  fix: 'Send an absolute URL; outside of development an https one.',
  run(context) {
    const asked = elicitationsInRun(context, 'url');
    const invalid = asked.find(({ params }) => typeof params.url !== 'string' || URL.parse(params.url) === null);
    if (invalid !== undefined) {
      return context.violated(`expected a URL, got ${quoteJson(invalid.params.url)}`, [invalid.frame]);
    }
    const open = asked.find(({ params }) => !isProtected(new URL(String(params.url))));
    if (open !== undefined) return context.warned(`${quoteJson(open.params.url)} is not an https URL`, [open.frame]);
    const wording = { subjects: 'elicitations of a URL', sound: 'have a valid one over https, or on this machine' };
    return judgeQuestions(context, ['elicitsUrl'], asked, wording, () => undefined);
  },
};

/** Over https, or to the machine of the developer. */
function isProtected({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.endsWith('.localhost')
  );
}
