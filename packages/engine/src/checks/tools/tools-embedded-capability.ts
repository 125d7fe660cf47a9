import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { nameToolWithIt, toolBlocks } from './content-blocks.ts';

export const toolsEmbeddedCapabilityCheck: Check = {
  id: 'tools-embedded-capability',
  area: 'tools',
  title: 'A server that embeds resources declares resources',
  level: 'SHOULD',
  revisions: revisionsSince('2025-06-18'),
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#embedded-resources',
  fix: 'Declare the capability resources, and serve what is embedded there as well.',
  run(context) {
    const embedded = toolBlocks(context).filter(({ block }) => block.type === 'resource');
    if (embedded.length === 0) return context.untestable(`no embedded resource came: ${nameToolWithIt}`);
    const { capabilities } = context.tour;
    if (isJsonObject(capabilities.resources)) return context.passed('resources are embedded and resources is declared');
    const [first] = embedded;
    return context.violated(`${first?.from} embeds a resource, but resources is not in ${quoteJson(capabilities)}`, [
      first?.frame,
    ]);
  },
};
