import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeMetaRejections } from './judge-meta-rejections.ts';
import { modernTransports, protocolVersionKey } from './modern-scope.ts';

export const metaNoVersionRejectedCheck: Check = {
  id: 'meta-no-version-rejected',
  area: 'lifecycle',
  title: 'A request whose _meta names no protocol version is refused with -32602',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/index#meta',
  fix: 'Answer error -32602 when "io.modelcontextprotocol/protocolVersion" is missing; assume no version.',
  run: (context) =>
    judgeMetaRejections(context, [
      {
        what: `a request without "${protocolVersionKey}"`,
        spoil: ({ _meta: { [protocolVersionKey]: _version, ...rest }, ...params }) => ({ ...params, _meta: rest }),
        hidesVersion: true,
      },
    ]),
};
