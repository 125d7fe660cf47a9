import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeMetaRejections } from './judge-meta-rejections.ts';
import { modernTransports } from './modern-scope.ts';

export const metaAbsentRejectedCheck: Check = {
  id: 'meta-absent-rejected',
  area: 'lifecycle',
  title: 'A request without _meta is refused with -32602',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/index#meta',
  fix: 'Before serving a request, require params._meta with protocolVersion and clientCapabilities; else answer error -32602.',
  run: (context) =>
    judgeMetaRejections(context, [
      { what: 'a request without params', spoil: () => undefined, hidesVersion: true },
      { what: 'a request without _meta', spoil: ({ _meta, ...params }) => params, hidesVersion: true },
      { what: 'a request with an empty _meta', spoil: (params) => ({ ...params, _meta: {} }), hidesVersion: true },
    ]),
};
