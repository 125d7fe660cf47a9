import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { isFormatted } from '../../revision/string-format.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeListed } from '../tools/listed-entries.ts';

export const resourcesTemplateValidCheck: Check = {
  id: 'resources-template-valid',
  area: 'resources',
  title: 'Every URI template is one of RFC 6570',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/resources#resource-templates',
  fix: 'Correct the template: variables stand in braces, as in file:///{path}.',
  run(context) {
    return judgeListed(context, 'resourceTemplates', 'are URI templates of RFC 6570', ({ uriTemplate }) => {
      if (typeof uriTemplate !== 'string') return `has the uriTemplate ${quoteJson(uriTemplate)}`;
      return isFormatted('uri-template', uriTemplate) ? undefined : 'is no URI template of RFC 6570';
    });
  },
};
