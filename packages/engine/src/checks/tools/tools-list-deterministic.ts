import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { listAll } from '../../inspect/list-all.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';

export const toolsListDeterministicCheck: Check = {
  id: 'tools-list-deterministic',
  area: 'tools',
  title: 'The list of tools has the same order every time',
  level: 'SHOULD',
  revisions: ['2026-07-28'],
  transports: modernTransports,
  isolation: 'session',
  spec: 'server/tools#capabilities',
  fix: 'List tools in a fixed order, for example that of registration: clients cache prompts that hold the list.',
  async run(context) {
    if (!isJsonObject(context.tour.capabilities.tools)) return context.notApplicable('tools is not declared');
    const session = await context.shared();
    const orders: string[][] = [];
    for (let round = 0; round < 3; round++) {
      orders.push((await listAll(session, 'tools/list', 'tools')).map(({ name }) => String(name)));
    }
    const [first = []] = orders;
    if (first.length < 2) return context.untestable(`the list has ${first.length} tools: there is no order to compare`);
    const other = orders.find((order) => order.join('\n') !== first.join('\n'));
    if (other === undefined) return context.passed(`three lists of ${first.length} tools had the same order`);
    const at = first.findIndex((name, index) => name !== other[index]);
    const isSameSet = first.toSorted().join('\n') === other.toSorted().join('\n');
    if (!isSameSet) return context.untestable('the list itself changed between two requests');
    return context.violated(
      `two lists differ in their order from place ${at + 1} on: ${quoteJson(first[at])}, then ${quoteJson(other[at])}`,
    );
  },
};
