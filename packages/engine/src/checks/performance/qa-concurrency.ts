import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { cheapMethod } from '../robustness/cheap-method.ts';
import { timeRequests } from './time-requests.ts';

/** Requests at a time; each level sends twice as many in all. */
const levels = [1, 4, 16, 64];

export const qaConcurrencyCheck: Check = {
  id: 'qa-concurrency',
  area: 'performance',
  title: 'Up to 64 requests at once are all served',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  alone: true,
  spec: 'basic/index#requests',
  fix: 'Queue what cannot be served at once instead of refusing or losing it.',
  async run(context) {
    const session = await context.shared();
    const method = cheapMethod(session);
    const curve: string[] = [];
    for (const inFlight of levels) {
      const { failed, latenciesMs, elapsedMs } = await timeRequests(session, method, {
        count: inFlight * 2,
        inFlight,
        timeoutMs: patienceMs,
      });
      const [first] = failed;
      if (first !== undefined) {
        const count = `${failed.length} of ${inFlight * 2} requests failed with ${inFlight} at once`;
        return context.violated(`${count}: ${method} got ${describeReply(first)}`, replyEvidence(first));
      }
      curve.push(`${inFlight} at once ${Math.round((latenciesMs.length / elapsedMs) * 1000)}/s`);
    }
    return context.passed(`${method}: ${curve.join(', ')}; nothing failed`);
  },
};
