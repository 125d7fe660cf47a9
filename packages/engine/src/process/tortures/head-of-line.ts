import { describeBeside, timeBesideSlow } from '../../checks/performance/time-beside-slow.ts';
import { everywhere, type Torture } from '../torture.ts';

const missing = `which call is slow only its user knows. In the suite file:
calls:
  slow:
    tool: export_all
    arguments: {}`;

/** A slow call and fast ones beside it. */
export const headOfLine: Torture = {
  subjects: [
    {
      id: 'head-of-line',
      title: 'A slow call does not hold up fast ones',
      fix: 'Go on reading while a call is under way: serve requests side by side, and move long computations off the loop that reads.',
    },
  ],
  transports: everywhere,
  elsewhere: '',
  async look(scene) {
    const id = 'head-of-line';
    const { slow } = scene.inputs.calls;
    if (slow === undefined) return [{ id, verdict: 'untestable', reason: missing }];
    const session = await scene.open();
    const call = { name: slow.tool, arguments: slow.arguments as Parameters<typeof timeBesideSlow>[2]['arguments'] };
    const beside = await timeBesideSlow(session, scene.tools, call, scene.requestTimeoutMs);
    const { isHeldUp, reason, evidence } = describeBeside(beside);
    return [{ id, verdict: isHeldUp ? 'warn' : 'pass', reason, evidence }];
  },
};
