import { eraOf } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from './applies-to.ts';
import { buildRequest, methodHeader } from './harmless-request.ts';
import { judgeRejections } from './judge-rejections.ts';
import { probe } from './probe.ts';
import { borrowReady } from './ready-session.ts';

export const rpcBatchRejectedCheck: Check = {
  id: 'rpc-batch-rejected',
  area: 'jsonrpc',
  title: 'Batches are refused',
  level: 'MUST',
  derived: 'duty',
  revisions: revisionsSince('2025-06-18'),
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#sending-messages',
  fix: 'Refuse arrays with HTTP 400 or error −32600: batches left the protocol with 2025-06-18.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const first = 8_000_000 + Math.floor(context.random() * 1e6);
    const batch = [buildRequest(context.revision, first), buildRequest(context.revision, first + 1)];
    const options = { headers: methodHeader(session) };
    const answer = await probe(context, session, (timeoutMs) => session.send(batch, { ...options, timeoutMs }));
    const what = 'an array of two requests';
    // On a pipe nobody can be told whom an error would answer: dropping the array is refusal enough.
    if (answer.kind === 'ignored' && session.transport !== 'streamable-http') {
      return context.passed(`${what} got ${answer.text}`, answer.evidence);
    }
    // Only clients are told not to send arrays, and at 2025-03-26 this server has to take them.
    const isLenient = eraOf(context.revision) === 'legacy' && context.profile.legacy.includes('2025-03-26');
    if (answer.kind === 'result' && isLenient) {
      const reason = `${what} was served at ${context.revision}, as if it were 2025-03-26: ${answer.text}`;
      return context.warned(reason, answer.evidence);
    }
    const wanted = { codes: [-32600], expected: 'HTTP 4xx or error -32600' };
    return judgeRejections(context, [{ what, answer }], wanted);
  },
};
