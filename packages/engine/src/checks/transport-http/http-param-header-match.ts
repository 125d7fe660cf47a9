import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { findMirroredCall, sendCall } from './mirrored-call.ts';
import { headerMismatch, modernHttp } from './modern-http.ts';

export const httpParamHeaderMatchCheck: Check = {
  ...modernHttp,
  id: 'http-param-header-match',
  title: 'A call whose Mcp-Param headers equal its arguments is served',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#server-behavior-for-custom-headers',
  fix: 'Accept a call whose Mcp-Param-* headers, decoded, equal the arguments they repeat.',
  async run(context) {
    const call = findMirroredCall(context);
    if ('verdict' in call) return call;
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const reply = await sendCall(session, call);
    const names = Object.keys(call.headers).join(', ');
    if (isJsonObject(reply.result)) {
      return context.passed(`${call.name} was served with ${names} equal to its arguments`, replyEvidence(reply));
    }
    const reason = `${call.name} with ${names} equal to its arguments got ${describeReply(reply)}`;
    // An error of another kind says nothing about the headers.
    const isOfHeaders = reply.error?.code === headerMismatch || reply.status === 400;
    return isOfHeaders ? context.violated(reason, replyEvidence(reply)) : context.untestable(reason);
  },
};
