import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { showMs, sketchOf } from '../performance/figures.ts';

const rounds = 40;
const compared = 10;
/** Openings may become this much slower: machines are noisy. */
const toleratedFactor = 4;
const toleratedMs = 50;

export const qaConnectionChurnCheck: Check = {
  id: 'qa-connection-churn',
  area: 'robustness',
  title: `${rounds} sessions that nobody ends do not slow the server down`,
  level: 'SHOULD',
  revisions,
  transports: ['streamable-http', 'http-sse'],
  isolation: 'session',
  destructive: true,
  spec: 'basic/transports/streamable-http#session-management',
  fix: 'Forget sessions that have not been used for a while, and do not walk over all of them at each request.',
  async run(context) {
    const openingsMs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const { opening } = await context.open();
      if (opening === undefined || !isJsonObject(opening.result)) {
        const came = opening === undefined ? 'no answer' : describeReply(opening);
        return context.violated(`opening ${round + 1} of ${rounds} got ${came}`, replyEvidence(opening));
      }
      openingsMs.push((opening.endedNs - opening.startedNs) / 1e6);
    }
    // Noise only ever adds: the quickest show what the server can do.
    const first = sketchOf(openingsMs.slice(0, compared)).quantile(0.1) ?? 0;
    const last = sketchOf(openingsMs.slice(-compared)).quantile(0.1) ?? 0;
    const told = `the first ${compared} openings took ${showMs(first)}, the last ${compared} of ${rounds} took ${showMs(last)} (the quickest tenth of each)`;
    return last <= first * toleratedFactor + toleratedMs ? context.passed(told) : context.violated(told);
  },
};
