import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { ordinaryRequests, type RequestExchange } from './exchanges.ts';
import { streamableHttpOnly, streamableHttpRevisions } from './streamable-http-scope.ts';

export const httpPostEndpointCheck: Check = {
  id: 'http-post-endpoint',
  area: 'transport-http',
  title: 'One URL takes every request by POST',
  level: 'MUST',
  revisions: streamableHttpRevisions,
  transports: streamableHttpOnly,
  isolation: 'tour',
  spec: 'basic/transports/streamable-http',
  fix: 'Serve all methods at the one MCP endpoint by POST; route by the method in the body, not by the path.',
  run(context) {
    const byMethod = Map.groupBy(ordinaryRequests(context), ({ message }) => message.method);
    const judged: string[] = [];
    for (const [method, exchanges] of byMethod) {
      const answered = exchanges.filter(({ status }) => status !== undefined && status !== 401 && status !== 403);
      const [first] = answered;
      if (first === undefined) continue;
      if (!answered.some(isTaken)) {
        const reason = `POST of ${method} was never taken at the endpoint: HTTP ${first.status} without a JSON-RPC answer`;
        return context.violated(reason, [first.sent, first.head]);
      }
      judged.push(method);
    }
    if (judged.length === 0) return context.untestable('no POST of a request was answered');
    return context.passed(`the endpoint takes ${judged.length} methods by POST: ${judged.slice(0, 8).join(', ')}`);
  },
};

/** A refusal in JSON-RPC is taken too: somebody read the body. */
function isTaken({ status = 0, received }: RequestExchange): boolean {
  return status < 300 || received.some(({ json }) => isJsonObject(json) && 'jsonrpc' in json);
}
