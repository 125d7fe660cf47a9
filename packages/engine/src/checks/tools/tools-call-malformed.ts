import { isJsonObject, type JsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { type Attempt, judgeRejections } from '../jsonrpc/judge-rejections.ts';
import { probe } from '../jsonrpc/probe.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';

export const toolsCallMalformedCheck: Check = {
  id: 'tools-call-malformed',
  area: 'tools',
  title: 'A malformed tools/call is refused with −32602',
  level: 'SHOULD',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/tools#error-handling',
  fix: 'Check that "name" is a string and "arguments" an object before anything else, and answer error −32602.',
  async run(context) {
    if (!isJsonObject(context.tour.capabilities.tools)) return context.notApplicable('tools is not declared');
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    // A server that does not look would call it.
    const [tool] = context.callable;
    const malformed: [string, JsonObject][] = [
      ['tools/call without a name', { arguments: {} }],
      ...(tool === undefined
        ? []
        : ([['tools/call with an array for arguments', { name: tool.name, arguments: ['mcp-lab'] }]] satisfies [
            string,
            JsonObject,
          ][])),
    ];
    const attempts: Attempt[] = [];
    for (const [what, params] of malformed) {
      const answer = await probe(context, session, (timeoutMs) => session.request('tools/call', params, { timeoutMs }));
      attempts.push({ what, answer });
      if (answer.kind === 'gone') break;
    }
    // Over HTTP a modern request without a name has no Mcp-Name either, which may be noticed first.
    const codes = context.transport === 'streamable-http' ? [-32602, -32600, -32020] : [-32602, -32600];
    return judgeRejections(context, attempts, { codes, expected: 'error -32602' });
  },
};
