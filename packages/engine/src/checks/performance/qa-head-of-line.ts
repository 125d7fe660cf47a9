import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { describeBeside, timeBesideSlow } from './time-beside-slow.ts';

export const qaHeadOfLineCheck: Check = {
  id: 'qa-head-of-line',
  area: 'performance',
  title: 'A slow call does not hold up fast ones',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  alone: true,
  spec: 'basic/index#requests',
  fix: 'Go on reading while a call is under way: serve requests side by side, and move long computations off the loop that reads.',
  async run(context) {
    const slow = context.call('slow');
    if (slow === undefined) return context.needsCall('slow');
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const { isHeldUp, reason, evidence } = describeBeside(
      await timeBesideSlow(session, context.tour.tools, slow, patienceMs),
    );
    return isHeldUp ? context.violated(reason, evidence) : context.passed(reason);
  },
};
