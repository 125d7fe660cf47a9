import { isJsonObject, type JsonObject, legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { isServerRequest, serverMessages } from '../jsonrpc/server-messages.ts';
import { initializeResultByConnection } from './initialize-results.ts';

/** Which capability of the client a request of the server needs. */
const needs: Readonly<Record<string, string>> = {
  'sampling/createMessage': 'sampling',
  'elicitation/create': 'elicitation',
  'roots/list': 'roots',
  'tasks/get': 'tasks',
  'tasks/result': 'tasks',
  'tasks/list': 'tasks',
  'tasks/cancel': 'tasks',
};

export const initClientCapabilityRespectedCheck: Check = {
  id: 'init-client-capability-respected',
  area: 'lifecycle',
  title: 'The server asks only what the client declared',
  level: 'MUST',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/lifecycle#capability-negotiation',
  fix: 'Look at the capabilities in the initialize request before sending sampling, elicitation or roots requests.',
  run(context) {
    const results = initializeResultByConnection(context);
    if (results.size === 0) return context.untestable('no initialize result was seen');
    const requests = serverMessages(context).filter(
      ({ frame, message }) => isServerRequest(message) && results.has(frame.connection),
    );
    if (requests.length === 0) return context.passed(`the server sent no requests on ${results.size} connections`);
    const wording = { subjects: 'server requests', sound: 'are covered by declared client capabilities' };
    return judgeEach(context, requests, wording, ({ frame, message }) => {
      const declared = results.get(frame.connection)?.clientCapabilities ?? {};
      const missing = missingCapability(message, declared);
      return missing && `the client declared ${quoteJson(declared)} without ${missing}, but ${quoteJson(message)} came`;
    });
  },
};

function missingCapability({ method, params }: JsonObject, declared: JsonObject): string | undefined {
  const need = typeof method === 'string' && Object.hasOwn(needs, method) ? needs[method] : undefined;
  if (need === undefined) return undefined;
  const capability = declared[need];
  if (!isJsonObject(capability)) return need;
  const isUrlMode = need === 'elicitation' && isJsonObject(params) && params.mode === 'url';
  return isUrlMode && !isJsonObject(capability.url) ? 'elicitation.url' : undefined;
}
