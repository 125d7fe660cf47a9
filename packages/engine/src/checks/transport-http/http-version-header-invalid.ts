import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { unsupportedVersion } from '../lifecycle/unsupported-version.ts';
import { sessionHttp, versionHeaderRevisions } from './session-http.ts';

export const httpVersionHeaderInvalidCheck: Check = {
  ...sessionHttp,
  id: 'http-version-header-invalid',
  title: 'A version header that is not supported gets 400',
  level: 'MUST',
  revisions: versionHeaderRevisions,
  spec: 'basic/transports#protocol-version-header',
  fix: 'Answer a request whose MCP-Protocol-Version you do not support with 400 Bad Request.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const headers = { 'MCP-Protocol-Version': unsupportedVersion };
    const reply = await session.request('ping', undefined, { headers });
    const told = `a ping with "MCP-Protocol-Version: ${unsupportedVersion}" got ${describeReply(reply)}`;
    return reply.status === 400
      ? context.passed(told, replyEvidence(reply))
      : context.violated(`expected HTTP 400; ${told}`, replyEvidence(reply));
  },
};
