import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { sessionHttp, versionHeaderRevisions } from './session-http.ts';

export const httpVersionHeaderAbsentCheck: Check = {
  ...sessionHttp,
  id: 'http-version-header-absent',
  title: 'A request without a version header is served as 2025-03-26',
  level: 'SHOULD',
  revisions: versionHeaderRevisions,
  spec: 'basic/transports#protocol-version-header',
  fix: 'Where nothing else tells the version, take a request without MCP-Protocol-Version for one of 2025-03-26.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const reply = await session.request('ping', undefined, { headers: { 'MCP-Protocol-Version': null } });
    const told = `a ping without MCP-Protocol-Version got ${describeReply(reply)}`;
    const evidence = replyEvidence(reply);
    if (reply.result !== undefined) return context.passed(told, evidence);
    const { status = 500 } = reply;
    const isUnderstood = context.profile.legacy.includes('2025-03-26');
    // A session knows its version, and a client of it has to send the header.
    if (status < 500 && session.sessionId !== undefined)
      return context.informed(`refused in a session: ${told}`, evidence);
    if (status < 500 && !isUnderstood) {
      return context.notApplicable(
        `the server does not serve 2025-03-26, which the request is to be taken for: ${told}`,
      );
    }
    return context.violated(`expected it to be served; ${told}`, evidence);
  },
};
