import type { Check } from '../../check/check.ts';
import { withOtherMethodHeader } from './header-probes.ts';
import { judgeHeaderRejections } from './judge-header-rejections.ts';
import { modernHttp } from './modern-http.ts';

export const httpMethodHeaderMismatchCheck: Check = {
  ...modernHttp,
  id: 'http-method-header-mismatch',
  title: 'An Mcp-Method that differs from the body is refused with 400',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#server-validation',
  fix: 'Compare Mcp-Method with the method in the body; where they differ answer 400 with error -32020.',
  run: (context) => judgeHeaderRejections(context, [withOtherMethodHeader]),
};
