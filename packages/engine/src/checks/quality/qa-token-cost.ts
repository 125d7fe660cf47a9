import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { contextCost } from '../../inspect/context-cost.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';

/** An eighth of a context of 200,000 tokens, before the first word was said. */
const heavyTokens = 25_000;

export const qaTokenCostCheck: Check = {
  id: 'qa-token-cost',
  area: 'quality',
  title: 'The surface leaves room in a model’s context',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#listing-tools',
  fix: 'Shorten descriptions and schemas of the heaviest tools, merge tools that differ little, or offer them in groups.',
  run(context) {
    const { tools, resources, resourceTemplates, prompts } = context.tour;
    if (tools.length + resources.length + prompts.length === 0) return context.untestable('the server lists nothing');
    const { bytes, estimatedTokens, heaviest } = contextCost({
      tools: [...tools],
      resources: [...resources],
      resourceTemplates: [...resourceTemplates],
      prompts: [...prompts],
    });
    const most = heaviest.map((tool) => `${tool.name} ${tool.bytes}`).join(', ');
    const descriptions = tools.map(({ description }) => (typeof description === 'string' ? description.length : 0));
    const longest = Math.max(0, ...descriptions);
    const told = `about ${estimatedTokens} tokens (${bytes} bytes); heaviest tools in bytes: ${most || 'none'}; longest description ${longest} characters`;
    if (estimatedTokens <= heavyTokens) return context.passed(told);
    const list = context.tour.frames().find((frame) => context.tour.requestOf(frame)?.method === 'tools/list');
    return context.violated(told, [list]);
  },
};
