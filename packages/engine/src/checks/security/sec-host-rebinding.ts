import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { httpEvidence } from '../auth/http-evidence.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { addressOf, isLocal } from './deployment.ts';
import { isCarriedOut, isRefused } from './foreign-request.ts';
import { httpTransports } from './http-transports.ts';

export const secHostRebindingCheck: Check = {
  id: 'sec-host-rebinding',
  area: 'security',
  title: 'A local server refuses requests meant for another host',
  level: 'SHOULD',
  revisions: revisions,
  transports: httpTransports,
  isolation: 'session',
  spec: 'docs: tutorials/security/security_best_practices#local-mcp-server-compromise',
  fix: 'Refuse requests whose Host header is not the name or address this server goes by: a page rebound by DNS shows by it.',
  async run(context) {
    if (!isLocal(context)) return context.notApplicable('the server is not a local one');
    const session = await openReady(context);
    if ('verdict' in session) return session;

    const { port } = new URL(addressOf(context));
    const host = port === '' ? 'evil.example' : `evil.example:${port}`;
    const reply = await session.request(harmlessMethod(context.revision), undefined, { headers: { Host: host } });
    const evidence = httpEvidence(context, reply);
    const told = `Host: ${host} got ${describeReply(reply)}`;
    if (isCarriedOut(reply)) return context.violated(`expected a refusal; ${told}`, evidence);
    return isRefused(reply) ? context.passed(told, evidence) : context.untestable(told);
  },
};
