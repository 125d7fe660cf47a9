import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import {
  withBrokenSentinel,
  withOtherMethodHeader,
  withOtherNameHeader,
  withOtherSentinel,
  withoutMethodHeader,
  withoutNameHeader,
  withUpperCaseMethodHeader,
} from './header-probes.ts';
import { probeHeaders } from './judge-header-rejections.ts';
import { headerMismatch, modernHttp } from './modern-http.ts';
import { namedRequests } from './named-requests.ts';

/** What release candidates of the revision used for the same error. */
const candidateCode = -32001;

export const httpMismatchErrorCodeCheck: Check = {
  ...modernHttp,
  id: 'http-mismatch-error-code',
  title: 'Headers that are refused are refused with error -32020',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#server-validation',
  fix: 'Put a JSON-RPC error with the code -32020 into the body of every 400 that is due to a header.',
  async run(context) {
    const named = namedRequests(context);
    const [request] = Array.isArray(named) ? named : [];
    const ofNames =
      request === undefined ? [] : [withoutNameHeader, withOtherNameHeader, withOtherSentinel, withBrokenSentinel];
    const probed = await probeHeaders(context, [
      withoutMethodHeader,
      withOtherMethodHeader,
      withUpperCaseMethodHeader,
      ...ofNames.flatMap((spoil) => (request === undefined ? [] : [spoil(request)])),
    ]);
    if (!Array.isArray(probed)) return probed;
    // Whether they are refused at all, other checks ask.
    const refused = probed.filter(({ reply }) => reply.status === 400);
    if (refused.length === 0) return context.untestable('the server refused no wrong header with HTTP 400');
    const faulty = refused.find(({ reply }) => reply.error?.code !== headerMismatch);
    if (faulty === undefined) {
      return context.passed(`all ${refused.length} refusals of headers carry error ${headerMismatch}`);
    }
    const isCandidate = faulty.reply.error?.code === candidateCode;
    const note = isCandidate ? ', which is the code of a release candidate of the revision' : '';
    const reason = `expected error ${headerMismatch}; ${faulty.probe.what} got ${describeReply(faulty.reply)}${note}`;
    return context.violated(reason, replyEvidence(faulty.reply));
  },
};
