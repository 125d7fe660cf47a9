import { isJsonObject, type JsonObject, revisions } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { validateServerFrame } from '../../revision/validate-server-frame.ts';
import { everyTransport } from './applies-to.ts';
import { judgeEach } from './judge-each.ts';
import { quoteJson } from './quote.ts';
import { findRequest, sentRequests } from './sent-requests.ts';
import { isResponse, type ServerMessage, serverMessages } from './server-messages.ts';

export const rpcSchemaValidCheck: Check = {
  id: 'rpc-schema-valid',
  area: 'jsonrpc',
  title: "Every message fits the revision's schema",
  level: 'MUST',
  derived: 'json-rpc',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'schema',
  fix: 'Compare the named member with the schema of this revision; a required member is missing or one has the wrong type.',
  run(context) {
    const subjects = serverMessages(context).filter(({ frame }) => context.tour.isOrdinary(frame.connection));
    const methodOf = createMethodLookup(context);
    const wording = { subjects: 'messages', sound: `fit the schema of ${context.revision}` };
    return judgeEach(context, subjects, wording, (subject) => {
      const { message } = subject;
      const method = methodOf(subject);
      const { valid, errors } = validateServerFrame(context.revision, message, method);
      if (valid) return undefined;
      const what = method === undefined ? quoteJson(message.method ?? null, 60) : `the answer to ${method}`;
      return `${what}: ${errors.slice(0, 3).join('; ')} in ${quoteJson(message)}`;
    });
  },
};

/** The method a response answers; a batch holds several responses, so the frame alone does not tell. */
function createMethodLookup({ tour }: CheckContext): (subject: ServerMessage) => string | undefined {
  const requests = sentRequests(tour.frames());
  return ({ frame, message }) => {
    if (!isResponse(message)) return undefined;
    if (isJsonObject(frame.json)) return tour.requestOf(frame)?.method;
    return findRequest(requests, frame, message as JsonObject)?.method;
  };
}
