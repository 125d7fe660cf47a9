import type { Check } from '../../check/check.ts';
import { withBrokenSentinel } from './header-probes.ts';
import { judgeHeaderRejections } from './judge-header-rejections.ts';
import { modernHttp } from './modern-http.ts';
import { namedRequests } from './named-requests.ts';

export const httpNameBase64InvalidCheck: Check = {
  ...modernHttp,
  id: 'http-name-base64-invalid',
  title: 'An Mcp-Name with broken Base64 is refused with 400',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#server-validation',
  fix: 'Validate the Base64 inside =?base64?…?= strictly; where it cannot be decoded answer 400 with error -32020.',
  async run(context) {
    const requests = namedRequests(context);
    return Array.isArray(requests) ? judgeHeaderRejections(context, requests.map(withBrokenSentinel)) : requests;
  },
};
