import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { actAs } from './actor.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { requireProbeToken } from './require-token.ts';

export const authScopeHierarchyCheck: Check = {
  id: 'auth-scope-hierarchy',
  area: 'auth',
  title: 'A broader scope does for a narrower one',
  level: 'MUST',
  revisions: modernRevisions,
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#step-up-authorization-flow',
  fix: 'Where one scope implies another, let a token with the broader one through.',
  async run(context) {
    const token = await requireProbeToken(context, 'broadScope');
    if (typeof token !== 'string') return token;
    const call = context.call('privileged');
    if (call === undefined) return context.needsCall('privileged');
    const actor = await actAs(context, `Bearer ${token}`);
    const reply = await actor.call(call);
    await actor.leave();
    const evidence = httpEvidence(context, reply);
    if (reply.status === 403)
      return context.violated(`the broader scope is refused: ${describeReply(reply)}`, evidence);
    if (reply.status === 401) return context.untestable(`the token is not accepted: ${describeReply(reply)}`);
    return context.passed('the call is served with the broader scope', evidence);
  },
};
