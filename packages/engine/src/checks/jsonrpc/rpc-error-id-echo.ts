import { isJsonObject, type JsonObject, type Reply, revisions, type Session } from '@mcp-lab/wire';
import type { Check, CheckContext, CheckOutcome } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { unknownMethod } from './harmless-request.ts';
import { responsesSince, strayResponsesSince } from './probe.ts';
import { quoteJson } from './quote.ts';

export const rpcErrorIdEchoCheck: Check = {
  id: 'rpc-error-id-echo',
  area: 'jsonrpc',
  title: 'An error repeats the id of the request it refuses',
  level: 'MUST',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/index#error-responses',
  fix: 'Copy the id into every error whose request could be read; only unreadable input is answered without one.',
  async run(context) {
    const session = await context.shared();
    const suffix = Math.floor(context.random() * 1e6);
    let errors = 0;
    for (const [index, [method, params]] of refusedRequests(context, session, suffix).entries()) {
      const id = index % 2 === 0 ? `refused-${suffix}-${index}` : 5_000_000 + suffix + index;
      const mark = context.transcript.now();
      const reply = await session.request(method, params, { id });
      const answer =
        responsesSince(context, session, mark).find(({ message }) => message.id === id) ??
        strayResponsesSince(context, session, mark)[0];
      if (answer === undefined || !('error' in answer.message)) continue;
      errors++;
      if (answer.message.id !== id) return judgeWrongId(context, reply, { id, method }, answer);
    }
    if (errors === 0) return context.untestable('the server answered none of the bad requests with an error');
    return context.passed(`${errors} errors carry the ids of their requests`);
  },
};

/** Requests that can be read and have to be refused; nothing is called. */
function refusedRequests(context: CheckContext, session: Session, suffix: number): [string, JsonObject | undefined][] {
  const { prompts, resources } = session.capabilities;
  const requests: [string, JsonObject | undefined][] = [
    [unknownMethod(context), undefined],
    [unknownMethod(context), {}],
  ];
  if (isJsonObject(prompts)) requests.push(['prompts/get', { name: `mcp-lab-no-such-prompt-${suffix}` }]);
  if (isJsonObject(resources)) requests.push(['resources/read', { uri: `mcp-lab://no-such-resource/${suffix}` }]);
  return requests;
}

function judgeWrongId(
  context: CheckContext,
  reply: Reply,
  { id, method }: { id: string | number; method: string },
  { frame, message }: ReturnType<typeof responsesSince>[number],
): CheckOutcome {
  const came = message.id === undefined ? 'no id' : `id ${quoteJson(message.id)}`;
  const reason = `${method} was sent with id ${quoteJson(id)}; the error carries ${came}: ${quoteJson(message)}`;
  const evidence = [...reply.sent, frame];
  const hasNone = message.id === undefined || message.id === null;
  // Up to 2025-11-25 the transport page lets an HTTP error carry an error response "that has no id".
  if (hasNone && isRefusedByHttp(reply) && context.revision < '2026-07-28') return context.warned(reason, evidence);
  return context.violated(reason, evidence);
}

function isRefusedByHttp({ status = 0 }: Reply): boolean {
  return status >= 400 && status < 500;
}
