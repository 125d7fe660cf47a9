import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { buildRequest } from './harmless-request.ts';
import { probe } from './probe.ts';
import { borrowReady } from './ready-session.ts';

export const rpcNullIdRejectedCheck: Check = {
  id: 'rpc-null-id-rejected',
  area: 'jsonrpc',
  title: 'A request with a null id gets no result',
  level: 'MUST',
  derived: 'duty',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/index#requests',
  fix: 'Refuse requests whose id is null with error −32600: unlike plain JSON-RPC, MCP does not allow them.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const request = buildRequest(context.revision, null);
    const { kind, evidence, text } = await probe(context, session, (timeoutMs) => session.send(request, { timeoutMs }));
    if (kind === 'result') return context.violated(`a request with id null was served: ${text}`, evidence);
    if (kind === 'gone') return context.violated(`a request with id null ended the connection: ${text}`, evidence);
    return context.passed(`a request with id null got ${text}, which is no result`, evidence);
  },
};
