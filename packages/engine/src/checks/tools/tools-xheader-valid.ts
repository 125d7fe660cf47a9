import type { JsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { judgeListed } from './listed-entries.ts';
import { type MirroredParameter, mirroredParameters } from './mirrored-parameters.ts';

export const toolsXheaderValidCheck: Check = {
  id: 'tools-xheader-valid',
  area: 'tools',
  title: 'Every x-mcp-header can be used by clients',
  level: 'MUST',
  revisions: ['2026-07-28'],
  transports: modernTransports,
  isolation: 'tour',
  spec: 'server/tools#x-mcp-header',
  fix: 'Put x-mcp-header on string, integer or boolean properties that are reached through "properties" only, each with a token of its own; clients drop the whole tool otherwise.',
  run(context) {
    const isMirrored = ({ inputSchema }: JsonObject) => mirroredParameters(inputSchema).length > 0;
    return judgeListed(
      context,
      'tools',
      'have x-mcp-header annotations that clients can use',
      ({ inputSchema }) => {
        const parameters = mirroredParameters(inputSchema);
        const names = parameters.map(({ header }) => String(header).toLowerCase());
        for (const [index, parameter] of parameters.entries()) {
          const fault = findFault(parameter, names.indexOf(names[index] ?? '') !== index);
          if (fault !== undefined) return `has an x-mcp-header at ${quoteJson(parameter.pointer, 100)} ${fault}`;
        }
        return undefined;
      },
      isMirrored,
    );
  },
};

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

function findFault({ header, schema, isReachable }: MirroredParameter, isTwice: boolean): string | undefined {
  if (typeof header !== 'string' || !token.test(header)) return `that is ${quoteJson(header, 60)}, no token of HTTP`;
  if (isTwice) return `with the name ${quoteJson(header, 60)} a second time; case does not count`;
  if (!['string', 'integer', 'boolean'].some((type) => type === schema.type)) {
    return `on a parameter of type ${quoteJson(schema.type, 60)} instead of string, integer or boolean`;
  }
  return isReachable ? undefined : 'that is not reached through "properties" only';
}
