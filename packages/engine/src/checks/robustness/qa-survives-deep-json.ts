import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { buildRequest } from '../jsonrpc/harmless-request.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { cheapMethod } from './cheap-method.ts';
import { stillServes } from './still-serves.ts';

const levels = 10_000;
const answerWaitMs = 3_000;

export const qaSurvivesDeepJsonCheck: Check = {
  id: 'qa-survives-deep-json',
  area: 'robustness',
  title: `Parameters nested ${levels} levels deep do no harm`,
  level: 'MUST',
  derived: 'duty',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  destructive: true,
  quiet: 'server',
  spec: 'basic/index#messages',
  fix: 'Limit how deep a message may be nested, and answer deeper ones with an error instead of overflowing the stack.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const marker = '"nested"';
    const request = buildRequest(context.revision, 'deep-1', cheapMethod(session), { deep: 'nested' });
    const text = JSON.stringify(request).replace(marker, `${'['.repeat(levels)}${']'.repeat(levels)}`);
    const deep = await session.sendRaw(text, { timeoutMs: answerWaitMs });
    const { serves, reply } = await stillServes(session);
    const came = describeReply(deep);
    if (serves) return context.passed(`params of ${levels} levels got ${came}, and the server goes on serving`);
    const reason = `after params of ${levels} levels, which got ${came}, an ordinary request got ${describeReply(reply)}`;
    return context.violated(reason, replyEvidence(reply));
  },
};
