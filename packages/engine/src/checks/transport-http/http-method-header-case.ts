import type { Check } from '../../check/check.ts';
import { withUpperCaseMethodHeader } from './header-probes.ts';
import { judgeHeaderRejections } from './judge-header-rejections.ts';
import { modernHttp } from './modern-http.ts';

export const httpMethodHeaderCaseCheck: Check = {
  ...modernHttp,
  id: 'http-method-header-case',
  title: 'The value of Mcp-Method is compared with regard to case',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#case-sensitivity',
  fix: 'Compare the value of Mcp-Method exactly: only the names of headers are without case.',
  run: (context) => judgeHeaderRejections(context, [withUpperCaseMethodHeader]),
};
