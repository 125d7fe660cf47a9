import { type Frame, isJsonObject } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { type Exchange, exchangesIn } from '../transport-http/exchanges.ts';
import { httpSse } from './http-sse-scope.ts';

/** Answered at once by any server, so that an answer that did not come will not come. */
const quickMethods = /^(?:initialize|ping|(?:tools|prompts|resources)\/list)$/;
/** Say something about the client, not about the endpoint. */
const excusedStatus = [401, 403, 429, 503];
/** A request longer than this may be too long for a server. */
const ordinaryBytes = 64 * 1024;

type Asked = Exchange & { sent: Frame };

export const sseEndpointUsableCheck: Check = {
  ...httpSse,
  id: 'sse-endpoint-usable',
  title: 'What is posted to the endpoint is accepted and answered on the stream',
  level: 'MUST',
  isolation: 'tour',
  fix: 'Accept POSTs at the URI of the endpoint event, and send the responses as events of the stream that named it.',
  run(context) {
    const asked = exchangesIn(context.tour.frames()).filter(
      (exchange): exchange is Asked =>
        exchange.method === 'POST' &&
        quickMethods.test(String(exchange.message?.method)) &&
        exchange.message?.id !== undefined &&
        exchange.status !== undefined &&
        (exchange.sent?.raw.length ?? 0) <= ordinaryBytes &&
        !excusedStatus.includes(exchange.status) &&
        context.tour.isOrdinary(exchange.connection),
    );
    return judgeEach(
      context,
      asked.map((exchange) => ({ exchange, frame: exchange.head ?? exchange.sent })),
      { subjects: 'ordinary requests', sound: 'were accepted and answered on the stream' },
      ({ exchange }) => faultOf(context, exchange),
    );
  },
};

function faultOf(context: CheckContext, { connection, message, status = 0, stream }: Asked): string | undefined {
  const what = `the POST of ${String(message?.method)}`;
  if (status >= 300) return `${what} to the endpoint got HTTP ${status}`;
  const answer = context.tour
    .frames()
    .find(
      ({ connection: own, json }) =>
        own === connection && isJsonObject(json) && !('method' in json) && json.id === message?.id,
    );
  if (answer === undefined) return `${what} got HTTP ${status}, and no answer on the stream`;
  return answer.stream === stream ? `${what} was answered in its own response, not on the stream` : undefined;
}
