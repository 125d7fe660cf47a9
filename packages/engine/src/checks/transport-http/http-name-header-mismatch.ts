import type { Check } from '../../check/check.ts';
import { withOtherNameHeader } from './header-probes.ts';
import { judgeHeaderRejections } from './judge-header-rejections.ts';
import { modernHttp } from './modern-http.ts';
import { namedRequests } from './named-requests.ts';

export const httpNameHeaderMismatchCheck: Check = {
  ...modernHttp,
  id: 'http-name-header-mismatch',
  title: 'An Mcp-Name that differs from the body is refused with 400',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#server-validation',
  fix: 'Compare Mcp-Name with params.name or params.uri; where they differ answer 400 with error -32020.',
  async run(context) {
    const requests = namedRequests(context);
    return Array.isArray(requests) ? judgeHeaderRejections(context, requests.map(withOtherNameHeader)) : requests;
  },
};
