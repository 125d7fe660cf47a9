import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { showMs } from '../performance/figures.ts';
import { cheapMethod } from '../robustness/cheap-method.ts';

const recoveryMs = 10_000;

export const qaRestartRecoveryCheck: Check = {
  id: 'qa-restart-recovery',
  area: 'reliability',
  title: 'After a kill the server serves again within ten seconds',
  level: 'SHOULD',
  revisions,
  transports: ['stdio'],
  isolation: 'session',
  alone: true,
  spec: 'basic/transports/stdio#unexpected-termination',
  fix: 'Do not let lock, socket or pid files of a killed process stop the next one.',
  async run(context) {
    const killing = new AbortController();
    const doomed = await openReady(context, { signal: killing.signal });
    if ('verdict' in doomed) return doomed;
    const method = cheapMethod(doomed);
    const before = await doomed.request(method);
    if (!isJsonObject(before.result)) return context.untestable(`an ordinary ${method} got ${describeReply(before)}`);
    killing.abort();
    await doomed.process?.exited;
    const startedNs = context.transcript.now();
    const next = await context.open({ requestTimeoutMs: recoveryMs });
    const reply = isJsonObject(next.opening?.result)
      ? await next.request(method, undefined, { timeoutMs: recoveryMs })
      : next.opening;
    if (isJsonObject(reply?.result)) {
      const tookMs = (context.transcript.now() - startedNs) / 1e6;
      return context.passed(`killed, started again, ${method} served ${showMs(tookMs)} later`, replyEvidence(reply));
    }
    const came = reply === undefined ? 'no answer' : describeReply(reply);
    return context.violated(`after a kill, ${method} of the next process got ${came}`, replyEvidence(before, reply));
  },
};
