import { isJsonObject, type RawExchangeOptions, type RawRequest } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { buildRequest, methodHeader } from '../jsonrpc/harmless-request.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { streamableHttpOnly, streamableHttpRevisions } from '../transport-http/streamable-http-scope.ts';
import { cheapMethod } from './cheap-method.ts';

const pieces = 6;
const pauseMs = 60;

/** Ways in which an HTTP client may send a body. */
const ways: readonly [what: string, options: Pick<RawExchangeOptions, 'headers' | 'script'>][] = [
  ['a chunked body', { headers: { 'Content-Length': null, 'Transfer-Encoding': 'chunked' }, script: sendChunked }],
  ['a body that comes slowly', { script: sendSlowly }],
  ['Expect: 100-continue', { headers: { Expect: '100-continue' } }],
];

export const qaChunkedBodyCheck: Check = {
  id: 'qa-chunked-body',
  area: 'robustness',
  title: 'A request is served however its body is sent',
  level: 'SHOULD',
  revisions: streamableHttpRevisions,
  transports: streamableHttpOnly,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#sending-messages',
  fix: 'Leave the reading of bodies to an HTTP library: Content-Length is optional, and a body may come in any number of pieces.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const method = cheapMethod(session);
    for (const [index, [what, { headers, script }]] of ways.entries()) {
      const body = JSON.stringify(buildRequest(context.revision, `body-${index}`, method));
      const reply = await session.rawExchange({
        body,
        headers: { ...methodHeader(session, method), ...headers },
        script,
        timeoutMs: patienceMs,
      });
      if (isJsonObject(reply.result)) continue;
      return context.violated(`${method} with ${what} got ${describeReply(reply)}`, replyEvidence(reply));
    }
    return context.passed(`${method} was served with ${ways.map(([what]) => what).join(', ')}`);
  },
};

function piecesOf(body: Buffer): Buffer[] {
  const size = Math.ceil(body.length / pieces);
  return Array.from({ length: pieces }, (_, index) => body.subarray(index * size, (index + 1) * size)).filter(
    ({ length }) => length > 0,
  );
}

function sendChunked({ head, body }: RawRequest) {
  const chunks = piecesOf(body).map((piece) => ({
    send: Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]),
  }));
  return [{ send: head }, ...chunks, { send: Buffer.from('0\r\n\r\n') }];
}

function sendSlowly({ head, body }: RawRequest) {
  return [{ send: head }, ...piecesOf(body).flatMap((send) => [{ pauseMs }, { send }])];
}
