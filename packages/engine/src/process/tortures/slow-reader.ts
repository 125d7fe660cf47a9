import { isJsonObject, type Reply } from '@mcp-lab/wire';
import { stdioOnly, type Torture } from '../torture.ts';

/** So many answers that a server which keeps them all cannot hide it. */
const wantedBytes = 100 * 1024 * 1024;
const mostRequests = 3_000;
const fewestRequests = 1_000;
const batch = 200;
/** As long as its memory rose a moment ago, one that does not wait is still answering: a busy machine takes its time. */
const notReadMs = 1_500;
const longestNotReadMs = 15_000;
const risenBytes = 1024 * 1024;
/** No further answer for so long: the rest does not come. */
const silenceMs = 10_000;
const longestMs = 300_000;
const toleratedBytes = 64 * 1024 * 1024;
const megabyte = 1024 * 1024;

/** A client that asks on and on and reads nothing: what the server may keep of the answers has to be bounded. */
export const slowReader: Torture = {
  subjects: [
    {
      id: 'slow-reader',
      title: 'A client that does not read does not fill the memory of the server',
      fix: 'Stop reading requests while stdout takes no more (wait for drain): what is not read must not pile up in the process.',
    },
  ],
  transports: stdioOnly,
  elsewhere: 'there is no stdout over HTTP: slow-http-reader tries it there',
  async look(scene) {
    const id = 'slow-reader';
    const session = await scene.open({ isRecorded: false, requestTimeoutMs: longestMs });
    const giveUp = new AbortController();
    let answered = 0;
    const { process: child } = session;
    const read = scene.usageOf(session);
    if (child === undefined) return [{ id, verdict: 'untestable', reason: 'there is no process' }];
    const one = await session.request(scene.cheapMethod);
    const answerBytes = one.frame?.raw.length ?? 0;
    const wanted = Math.ceil(wantedBytes / Math.max(1, answerBytes));
    const requests = Math.min(mostRequests, Math.max(fewestRequests, wanted));
    for (let turn = 0; turn < 20; turn++) await session.request(scene.cheapMethod);
    const before = read?.()?.rssBytes;
    child.readStdout(false);
    const replies: Promise<Reply>[] = [];
    for (let at = 0; at < requests; at += batch) {
      for (let index = 0; index < batch; index++) {
        const reply = session.request(scene.cheapMethod, undefined, { signal: giveUp.signal });
        replies.push(reply);
        void reply.then(() => answered++);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    let most = before ?? 0;
    const beganMs = scene.now();
    let [risen, risenMs] = [most, beganMs];
    while (scene.now() - risenMs < notReadMs && scene.now() - beganMs < longestNotReadMs && !scene.signal.aborted) {
      most = Math.max(most, read?.()?.rssBytes ?? 0);
      if (most > risen + risenBytes) [risen, risenMs] = [most, scene.now()];
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    child.readStdout(true);
    let [seen, seenMs] = [answered, scene.now()];
    while (answered < replies.length && scene.now() - seenMs < silenceMs && !session.closed && !scene.signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (answered > seen) [seen, seenMs] = [answered, scene.now()];
    }
    giveUp.abort();
    const answers = await Promise.all(replies);
    const lost = answers.filter(({ result }) => !isJsonObject(result)).length;
    const again = await session.request(scene.cheapMethod, undefined, { timeoutMs: scene.requestTimeoutMs });
    const owed = `${requests} requests of ${scene.cheapMethod} while nothing was read, ${show(requests * answerBytes)} of answers`;
    if (!isJsonObject(again.result)) {
      return [
        {
          id,
          verdict: 'fail',
          reason: `${owed}: the server did not serve any more when it was read again (${again.outcome})`,
        },
      ];
    }
    const missing = lost === 0 ? 'all answers came afterwards' : `${lost} answers never came`;
    if (lost > 0) return [{ id, verdict: 'fail', reason: `${owed}: ${missing}` }];
    if (before === undefined) {
      return [{ id, verdict: 'info', reason: `${owed}: ${missing}; its memory cannot be read here` }];
    }
    const growth = most - before;
    const told = `${owed}: its memory rose by ${show(growth)}, ${missing}`;
    return [{ id, verdict: growth > toleratedBytes ? 'warn' : 'pass', reason: told }];
  },
};

function show(bytes: number): string {
  return `${Math.round((bytes / megabyte) * 10) / 10} MB`;
}
