import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { ordinaryMethod } from '../lifecycle/ordinary-method.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

export const stdioRestartRecoverableCheck: Check = {
  id: 'stdio-restart-recoverable',
  area: 'transport-stdio',
  title: 'After a kill, a new process serves the request that was in flight',
  level: 'MUST',
  derived: 'duty',
  revisions: modernRevisions,
  transports: ['stdio'],
  isolation: 'session',
  spec: 'basic/transports/stdio#unexpected-termination',
  fix: 'Start without anything a former process left in memory, and survive stale lock, socket and pid files of a killed one.',
  async run(context) {
    const killing = new AbortController();
    const doomed = await openReady(context, { signal: killing.signal });
    if ('verdict' in doomed) return doomed;
    const method = ordinaryMethod(doomed.capabilities);
    const before = await doomed.request(method);
    if (!isJsonObject(before.result)) return context.untestable(`an ordinary ${method} got ${describeReply(before)}`);
    const inFlight = doomed.request(method);
    killing.abort();
    await inFlight;
    const successor = await context.open({ requestTimeoutMs: patienceMs });
    const { opening } = successor;
    const reopened = isJsonObject(opening?.result);
    const after = reopened ? await successor.request(method) : opening;
    if (isJsonObject(after?.result)) {
      return context.passed(`${method} was served by the next process`, replyEvidence(after));
    }
    const what = reopened ? method : 'the opening';
    const came = after === undefined ? 'nothing' : describeReply(after);
    const reason = `${method} was served before the process was killed; ${what} of the next process got ${came}`;
    return context.violated(reason, replyEvidence(before, after));
  },
};
