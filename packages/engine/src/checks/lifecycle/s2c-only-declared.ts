import { isJsonObject, type JsonObject, legacyRevisions, type Revision } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { isServerRequest, serverMessages } from '../jsonrpc/server-messages.ts';
import { initializeResultByConnection } from './initialize-results.ts';

const capabilityOf: Readonly<Record<string, string>> = {
  'sampling/createMessage': 'sampling',
  'elicitation/create': 'elicitation',
  'roots/list': 'roots',
};

export const s2cOnlyDeclaredCheck: Check = {
  id: 's2c-only-declared',
  area: 'lifecycle',
  title: 'The server requests nothing that the client did not declare, down to the part',
  level: 'MUST',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'tour',
  exercise: 'asking',
  spec: 'basic/lifecycle#operation',
  fix: 'Look at the whole capability of the client, its modes and parts as well, before sending it a request.',
  run(context) {
    const handshakes = initializeResultByConnection(context);
    const requests = serverMessages(context).filter(
      ({ frame, message }) => isServerRequest(message) && handshakes.has(frame.connection),
    );
    if (requests.length === 0)
      return context.passed(`no requests came on ${handshakes.size} connections, so none undeclared`);
    const wording = { subjects: 'server requests', sound: 'ask for what was declared' };
    return judgeEach(context, requests, wording, ({ frame, message }) => {
      const declared = handshakes.get(frame.connection)?.clientCapabilities ?? {};
      const missing = missingPart(message, declared, context.revision);
      return missing && `the client declared ${quoteJson(declared)} without ${missing}, but ${quoteJson(message)} came`;
    });
  },
};

/** The dotted path of what would have to be declared, or undefined. */
function missingPart({ method, params }: JsonObject, declared: JsonObject, revision: Revision): string | undefined {
  const name = typeof method === 'string' && Object.hasOwn(capabilityOf, method) ? capabilityOf[method] : undefined;
  if (name === undefined) return undefined;
  const capability = declared[name];
  if (!isJsonObject(capability)) return name;
  const given = isJsonObject(params) ? params : {};
  if ('task' in given && !isJsonObject(declared.tasks)) return 'tasks';
  if (revision < '2025-11-25' || name === 'roots') return undefined;
  if (name === 'sampling') return 'tools' in given && !isJsonObject(capability.tools) ? 'sampling.tools' : undefined;
  const isUrl = given.mode === 'url';
  if (isUrl) return isJsonObject(capability.url) ? undefined : 'elicitation.url';
  const allowsForms = isJsonObject(capability.form) || Object.keys(capability).length === 0;
  return allowsForms ? undefined : 'elicitation.form';
}
