import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { validateServerFrame } from '../../revision/validate-server-frame.ts';
import { everyTransport } from './applies-to.ts';
import { judgeEach } from './judge-each.ts';
import { quoteJson } from './quote.ts';
import { createMethodLookup } from './sent-requests.ts';
import { serverMessages } from './server-messages.ts';

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
    const methodOf = createMethodLookup(context.tour);
    const wording = { subjects: 'messages', sound: `fit the schema of ${context.revision}` };
    return judgeEach(context, subjects, wording, ({ frame, message }) => {
      const method = methodOf(frame, message);
      const { valid, errors } = validateServerFrame(context.revision, message, method);
      if (valid) return undefined;
      const what = method === undefined ? quoteJson(message.method ?? null, 60) : `the answer to ${method}`;
      return `${what}: ${errors.slice(0, 3).join('; ')} in ${quoteJson(message)}`;
    });
  },
};
