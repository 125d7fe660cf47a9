import type { Check } from '../../check/check.ts';
import { withoutNameHeader } from './header-probes.ts';
import { judgeHeaderRejections } from './judge-header-rejections.ts';
import { modernHttp } from './modern-http.ts';
import { namedRequests } from './named-requests.ts';

export const httpNameHeaderMissingCheck: Check = {
  ...modernHttp,
  id: 'http-name-header-missing',
  title: 'A request that names something is refused with 400 without Mcp-Name',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#standard-request-headers',
  fix: 'Require Mcp-Name of tools/call, prompts/get and resources/read; without it answer 400 with error -32020.',
  async run(context) {
    const requests = namedRequests(context);
    return Array.isArray(requests) ? judgeHeaderRejections(context, requests.map(withoutNameHeader)) : requests;
  },
};
