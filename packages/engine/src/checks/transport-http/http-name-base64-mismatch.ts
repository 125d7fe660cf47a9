import type { Check } from '../../check/check.ts';
import { withOtherSentinel } from './header-probes.ts';
import { judgeHeaderRejections } from './judge-header-rejections.ts';
import { modernHttp } from './modern-http.ts';
import { namedRequests } from './named-requests.ts';

export const httpNameBase64MismatchCheck: Check = {
  ...modernHttp,
  id: 'http-name-base64-mismatch',
  title: 'An encoded Mcp-Name that decodes to another name is refused with 400',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#value-encoding',
  fix: 'Decode =?base64?…?= before you compare Mcp-Name with the body; where they differ answer 400 with error -32020.',
  async run(context) {
    const requests = namedRequests(context);
    return Array.isArray(requests) ? judgeHeaderRejections(context, requests.map(withOtherSentinel)) : requests;
  },
};
