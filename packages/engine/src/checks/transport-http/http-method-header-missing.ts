import type { Check } from '../../check/check.ts';
import { withoutMethodHeader } from './header-probes.ts';
import { judgeHeaderRejections } from './judge-header-rejections.ts';
import { modernHttp } from './modern-http.ts';

export const httpMethodHeaderMissingCheck: Check = {
  ...modernHttp,
  id: 'http-method-header-missing',
  title: 'A request without Mcp-Method is refused with 400',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#server-validation',
  fix: 'Require the header Mcp-Method of every request; without it answer 400 with error -32020.',
  run: (context) => judgeHeaderRejections(context, [withoutMethodHeader]),
};
