import type { Reply } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { unknownMethod } from '../jsonrpc/harmless-request.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { modernHttp } from './modern-http.ts';

const code = -32601;
const removed = ['ping', 'resources/subscribe'];

export const httpUnknownMethod404Check: Check = {
  ...modernHttp,
  id: 'http-unknown-method-404',
  title: 'An unknown or removed method gets HTTP 404 with error -32601 and the id of the request',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#protocol-version-header',
  fix: 'Answer a method you do not have with the status 404 and a JSON-RPC error -32601 that repeats the id.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const methods = [unknownMethod(context), ...removed];
    const attempts = await Promise.all(
      methods.map(async (method, index) => {
        const id = `unknown-${index}`;
        return { method, id, reply: await session.request(method, undefined, { id, timeoutMs: patienceMs }) };
      }),
    );
    // Whether a removed method is served all the same is asked elsewhere.
    const judged = attempts.filter(({ method, reply }) => !removed.includes(method) || reply.error?.code === code);
    const faulty = judged.find(({ reply, id }) => !isRight(reply, id));
    if (faulty === undefined) {
      return context.passed(`${judged.map(({ method }) => method).join(', ')}: HTTP 404 with error ${code}`);
    }
    const expected = `expected HTTP 404 with error ${code} and the id "${faulty.id}"`;
    return context.violated(
      `${expected}; ${faulty.method} got ${describeReply(faulty.reply)}`,
      replyEvidence(faulty.reply),
    );
  },
};

function isRight({ status, error, message }: Reply, id: string): boolean {
  return status === 404 && error?.code === code && message?.id === id;
}
