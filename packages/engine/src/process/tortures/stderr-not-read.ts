import { isJsonObject, type Reply } from '@mcp-lab/wire';
import { stdioOnly, type Torture } from '../torture.ts';

const requests = 300;
const sideBySide = 10;
/** What a pipe and the reader behind it take before the writer has to wait. */
const pipeBytes = 128 * 1024;

/** A client that never reads stderr: a server that writes much of it must not stop serving. */
export const stderrNotRead: Torture = {
  subjects: [
    {
      id: 'stderr-not-read',
      title: 'A client that does not read stderr does not stop the server',
      fix: 'Write less to stderr, and not synchronously: when nobody reads, the pipe fills up and a blocking write waits for ever.',
    },
  ],
  transports: stdioOnly,
  elsewhere: 'there is no standard error over HTTP',
  async look(scene) {
    const id = 'stderr-not-read';
    const session = await scene.open();
    const { process: child } = session;
    if (child === undefined) return [{ id, verdict: 'untestable', reason: 'there is no process' }];
    child.readStderr(false);
    let failed: Reply | undefined;
    let answered = 0;
    for (let at = 0; at < requests && failed === undefined && !scene.signal.aborted; at += sideBySide) {
      const replies = await Promise.all(
        Array.from({ length: sideBySide }, (_one, index) =>
          // What is wrong is what servers log.
          index % 5 === 4 ? session.request('mcp-lab/no-such-method') : session.request(scene.cheapMethod),
        ),
      );
      failed = replies.find((reply) => reply.outcome !== 'answered');
      answered += replies.filter((reply) => reply.outcome === 'answered').length;
    }
    const seen = session.collect(300);
    child.readStderr(true);
    await seen;
    const bytes = scene.transcript.frames
      .filter(({ connection, kind }) => connection === session.connection && kind === 'stderr')
      .reduce((sum, { raw, droppedBytes }) => sum + raw.length + droppedBytes, 0);
    const again = await session.request(scene.cheapMethod);
    if (failed !== undefined) {
      const recovered = isJsonObject(again.result) ? 'and it served again when it was read' : 'and it did not recover';
      const reason = `after ${answered} requests nothing came any more while nobody read stderr (${bytes} bytes of it), ${recovered}`;
      const evidence = [...failed.sent, ...again.sent, ...(again.frame === undefined ? [] : [again.frame])];
      return [{ id, verdict: isJsonObject(again.result) ? 'warn' : 'fail', reason, evidence }];
    }
    const enough = bytes > pipeBytes ? '' : ', too little to fill a pipe';
    return [
      { id, verdict: 'pass', reason: `${requests} requests answered with ${bytes} bytes of stderr unread${enough}` },
    ];
  },
};
