import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { readUnknown } from './unknown-resource.ts';

export const resourcesNotFoundDataUriCheck: Check = {
  id: 'resources-not-found-data-uri',
  area: 'resources',
  title: 'The error for an unknown resource names its URI',
  level: 'MAY',
  revisions: ['2026-07-28'],
  transports: modernTransports,
  isolation: 'session',
  spec: 'server/resources#error-handling',
  fix: 'Put the URI into the data of the error: {"uri": "…"}.',
  async run(context) {
    const read = await readUnknown(context);
    if ('verdict' in read) return read;
    const { reply } = read;
    if (reply.error === undefined) return context.untestable(`an unknown URI got ${describeReply(reply)}, no error`);
    const { data } = reply.error;
    if (isJsonObject(data) && data.uri === read.uri)
      return context.passed('the error names the URI in its data', replyEvidence(reply));
    return context.violated(`the data of the error is ${quoteJson(data)}, without the uri`, replyEvidence(reply));
  },
};
