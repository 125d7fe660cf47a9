import type { Check } from '../../check/check.ts';
import { isFormatted } from '../../revision/string-format.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeBlocks, nameToolWithIt, toolBlocks } from './content-blocks.ts';

export const toolsContentResourceLinkCheck: Check = {
  id: 'tools-content-resource-link',
  area: 'tools',
  title: 'Resource links have a URI and a name',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisionsSince('2025-06-18'),
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#resource-links',
  fix: 'Give each resource_link an absolute "uri" and a "name".',
  run: (context) =>
    judgeBlocks(
      context,
      toolBlocks(context),
      ['resource_link'],
      { subjects: 'resource links', sound: 'have a URI and a name', how: nameToolWithIt },
      ({ uri, name }) => {
        if (typeof uri !== 'string' || !isFormatted('uri', uri)) return `uri is ${quoteJson(uri)}`;
        return typeof name === 'string' ? undefined : `name is ${quoteJson(name)}`;
      },
    ),
};
