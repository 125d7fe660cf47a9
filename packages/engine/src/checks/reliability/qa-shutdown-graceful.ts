import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { cheapMethod } from '../robustness/cheap-method.ts';
import { endingFrames } from '../transport-stdio/process-ending.ts';

const graceMs = 3_000;

export const qaShutdownGracefulCheck: Check = {
  id: 'qa-shutdown-graceful',
  area: 'reliability',
  title: 'SIGTERM during a call ends the process in order',
  level: 'SHOULD',
  revisions,
  transports: ['stdio'],
  isolation: 'session',
  spec: 'basic/transports/stdio#shutdown',
  fix: 'At SIGTERM answer or drop what is under way and leave within a second or two.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session || session.process === undefined)
      return 'verdict' in session ? session : context.untestable('there is no process');
    const { exited } = session.process;
    const slow = context.call('slow');
    const call = slow ? callTool(session, context.tour.tools, slow) : session.request(cheapMethod(session));
    session.process.signal('SIGTERM');
    const timer = Promise.withResolvers<undefined>();
    const giveUp = setTimeout(() => timer.resolve(undefined), graceMs);
    const ended = await Promise.race([exited, timer.promise]);
    clearTimeout(giveUp);
    if (ended === undefined) {
      await session.close({ graceMs: 100 });
      return context.violated(
        `still running ${graceMs} ms after SIGTERM`,
        endingFrames(context.transcript.frames, session.connection),
      );
    }
    const reply = await call;
    const how = ended.signal === null ? `with exit code ${ended.code}` : `by ${ended.signal}`;
    const answered = reply.outcome === 'answered' ? 'the call was answered' : 'the call was dropped';
    return context.passed(`ended ${how}; ${answered}`, endingFrames(context.transcript.frames, session.connection));
  },
};
