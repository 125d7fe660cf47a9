import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeMetaRejections } from './judge-meta-rejections.ts';
import { clientCapabilitiesKey, modernTransports } from './modern-scope.ts';

export const metaNoCapabilitiesRejectedCheck: Check = {
  id: 'meta-no-capabilities-rejected',
  area: 'lifecycle',
  title: 'A request whose _meta names no client capabilities is refused with -32602',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/index#meta',
  fix: 'Answer error -32602 when "io.modelcontextprotocol/clientCapabilities" is missing; an empty object is a statement, absence is not.',
  run: (context) =>
    judgeMetaRejections(context, [
      {
        what: `a request without "${clientCapabilitiesKey}"`,
        spoil: ({ _meta: { [clientCapabilitiesKey]: _capabilities, ...rest }, ...params }) => ({
          ...params,
          _meta: rest,
        }),
        hidesVersion: false,
      },
    ]),
};
