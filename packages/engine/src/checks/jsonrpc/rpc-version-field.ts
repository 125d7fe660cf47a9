import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { judgeEach } from './judge-each.ts';
import { quoteJson } from './quote.ts';
import { serverValues } from './server-messages.ts';

export const rpcVersionFieldCheck: Check = {
  id: 'rpc-version-field',
  area: 'jsonrpc',
  title: 'Every message says jsonrpc "2.0"',
  level: 'MUST',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/index#messages',
  fix: 'Put "jsonrpc": "2.0", a string, into every response, notification and request the server sends.',
  run(context) {
    const wording = { subjects: 'messages', sound: 'say jsonrpc "2.0"' };
    return judgeEach(context, serverValues(context), wording, ({ value }) => {
      if (!isJsonObject(value)) return `expected a JSON-RPC object, got ${quoteJson(value)}`;
      if (value.jsonrpc === '2.0') return undefined;
      return `expected jsonrpc "2.0", got ${quoteJson(value.jsonrpc)} in ${quoteJson(value)}`;
    });
  },
};
