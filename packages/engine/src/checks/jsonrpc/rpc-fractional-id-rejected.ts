import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { buildRequest } from './harmless-request.ts';
import { probe } from './probe.ts';
import { borrowReady } from './ready-session.ts';

export const rpcFractionalIdRejectedCheck: Check = {
  id: 'rpc-fractional-id-rejected',
  area: 'jsonrpc',
  title: 'A request with a fractional id is refused',
  level: 'MUST',
  derived: 'duty',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/index#requests',
  fix: 'Accept strings and integers as ids and refuse anything else with error −32600.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const request = buildRequest(context.revision, 1.5);
    const { kind, evidence, text } = await probe(context, session, (timeoutMs) => session.send(request, { timeoutMs }));
    if (kind === 'gone') return context.violated(`a request with id 1.5 ended the connection: ${text}`, evidence);
    // Only the client is told to send integers, so serving one is lenient and not wrong.
    if (kind === 'result') return context.warned(`a request with id 1.5 was served: ${text}`, evidence);
    if (kind === 'ignored') return context.warned(`expected an error for a request with id 1.5, got ${text}`, evidence);
    return context.passed(`a request with id 1.5 got ${text}`, evidence);
  },
};
