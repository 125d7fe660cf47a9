import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { mostInOneSecond } from '../logging/rate.ts';
import { noProgress, progressByRequest } from './seen-progress.ts';

/** More than a person can see, and a client has to work for each. */
const boundPerSecond = 100;

export const progressRateCheck: Check = {
  id: 'progress-rate',
  area: 'progress',
  title: 'Progress comes at a rate a client can bear',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/patterns/progress#implementation-notes',
  fix: 'Report progress a few times a second at most, however many steps there are.',
  run(context) {
    const groups = [...progressByRequest(context).values()];
    if (groups.length === 0) return context.untestable(noProgress);
    const rates = groups.map((group) => mostInOneSecond(group.map(({ frame }) => frame)));
    const most = Math.max(...rates);
    const frames = groups[rates.indexOf(most)]?.slice(0, 1).map(({ frame }) => frame);
    const told = `${groups.length} requests got progress, at most ${most} notifications for one of them within a second`;
    return most > boundPerSecond
      ? context.informed(`${told}; more than ${boundPerSecond} is a lot`, frames)
      : context.passed(told, frames);
  },
};
