import { quoteFrame } from '../../checks/jsonrpc/quote.ts';
import { stdoutLines } from '../../checks/transport-stdio/stdout-lines.ts';
import { callTool } from '../../surface/call-tool.ts';
import { stdioOnly, type Torture } from '../torture.ts';

const requests = 200;
const sideBySide = 20;

/** Much work at once, some of it wrong: nothing but messages may come on stdout. */
export const stdoutUnderWork: Torture = {
  subjects: [
    {
      id: 'stdout-under-work',
      title: 'Under work nothing but messages is written to stdout',
      fix: 'Send logs and debug prints to stderr, also those of libraries and child processes, and write each message in one piece.',
    },
  ],
  transports: stdioOnly,
  elsewhere: 'there is no standard output over HTTP',
  async look(scene) {
    const id = 'stdout-under-work';
    const session = await scene.open();
    for (let at = 0; at < requests && !scene.signal.aborted; at += sideBySide) {
      await Promise.all(
        Array.from({ length: sideBySide }, (_one, index) => {
          const tool = scene.callable[index % (scene.callable.length + 1)];
          if (index % 10 === 9) return session.request('tools/call', { name: 'mcp-lab-no-such-tool', arguments: {} });
          return tool === undefined ? session.request(scene.cheapMethod) : callTool(session, scene.tools, tool);
        }),
      );
    }
    const own = scene.transcript.frames.filter(({ connection }) => connection === session.connection);
    const lines = stdoutLines(own).filter(({ kind }) => kind !== 'unknown');
    const stray = lines.filter(({ kind }) => ['blank', 'not-json', 'not-a-message'].includes(kind));
    const [first] = stray;
    if (first === undefined) return [{ id, verdict: 'pass', reason: `${lines.length} lines, all of them messages` }];
    const reason = `${stray.length} of ${lines.length} lines are no messages, the first: ${quoteFrame(first.frame)}`;
    return [{ id, verdict: 'fail', reason, evidence: [first.frame], spec: 'basic/transports/stdio' }];
  },
};
