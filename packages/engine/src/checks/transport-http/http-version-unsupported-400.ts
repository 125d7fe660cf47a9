import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { ordinaryMethod } from '../lifecycle/ordinary-method.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { requestAtVersion } from '../lifecycle/request-at-version.ts';
import { unsupportedVersion } from '../lifecycle/unsupported-version.ts';
import { modernHttp } from './modern-http.ts';

const code = -32022;

export const httpVersionUnsupported400Check: Check = {
  ...modernHttp,
  id: 'http-version-unsupported-400',
  title: 'An unsupported version gets HTTP 400 with error -32022',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#protocol-version-header',
  fix: 'Carry the error -32022 in a response with the status 400.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const method = ordinaryMethod(session.capabilities);
    const reply = await requestAtVersion(session, method, unsupportedVersion, { timeoutMs: patienceMs });
    const isRight = reply.status === 400 && reply.error?.code === code;
    const told = `${method} at version ${unsupportedVersion} got ${describeReply(reply)}`;
    return isRight
      ? context.passed(told, replyEvidence(reply))
      : context.violated(`expected HTTP 400 with error ${code}; ${told}`, replyEvidence(reply));
  },
};
