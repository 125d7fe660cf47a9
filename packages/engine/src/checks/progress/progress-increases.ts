import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { noProgress, progressByRequest } from './seen-progress.ts';

export const progressIncreasesCheck: Check = {
  id: 'progress-increases',
  area: 'progress',
  title: 'The progress of a request only ever increases',
  level: 'MUST',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/patterns/progress#progress-flow',
  fix: 'Send a notification only when the value is greater than the last one sent for that token.',
  run(context) {
    const groups = [...progressByRequest(context).values()];
    if (groups.length === 0) return context.untestable(noProgress);
    for (const group of groups) {
      const at = group.findIndex(({ params }, index) => !isGreater(params.progress, group[index - 1]?.params.progress));
      const [before, after] = [group[at - 1], group[at]];
      if (before === undefined || after === undefined) continue;
      const reason = `the value did not increase: ${quoteFrame(before.frame)}, then ${quoteFrame(after.frame)}`;
      return context.violated(reason, [before.frame, after.frame]);
    }
    const series = groups.filter(({ length }) => length > 1);
    if (series.length === 0) return context.untestable('no request got more than one progress notification');
    const frames = series[0]?.slice(0, 2).map(({ frame }) => frame);
    return context.passed(`the values increased throughout for all ${series.length} requests that got several`, frames);
  },
};

/** What is no number is another check's finding. */
function isGreater(value: unknown, last: unknown): boolean {
  return typeof value !== 'number' || typeof last !== 'number' || value > last;
}
