import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { findEmbeddedFault, judgeBlocks, nameToolWithIt, toolBlocks } from './content-blocks.ts';

export const toolsContentEmbeddedCheck: Check = {
  id: 'tools-content-embedded',
  area: 'tools',
  title: 'Embedded resources have a URI and either text or a blob',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#embedded-resources',
  fix: 'Give "resource" a "uri" and exactly one of "text" and "blob".',
  run: (context) =>
    judgeBlocks(
      context,
      toolBlocks(context),
      ['resource'],
      { subjects: 'embedded resources', sound: 'have a URI and one of text and blob', how: nameToolWithIt },
      findEmbeddedFault,
    ),
};
