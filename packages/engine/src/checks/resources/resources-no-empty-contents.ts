import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { readUnknown } from './unknown-resource.ts';

export const resourcesNoEmptyContentsCheck: Check = {
  id: 'resources-no-empty-contents',
  area: 'resources',
  title: 'An unknown resource does not look like an empty one',
  level: 'MUST',
  revisions: ['2026-07-28'],
  transports: modernTransports,
  isolation: 'session',
  spec: 'server/resources#error-handling',
  fix: 'Answer resources/read of an unknown URI with an error, never with empty contents.',
  async run(context) {
    const read = await readUnknown(context);
    if ('verdict' in read) return read;
    const { reply } = read;
    const contents = isJsonObject(reply.result) ? reply.result.contents : undefined;
    if (Array.isArray(contents) && contents.length === 0) {
      return context.violated('an unknown URI got a result with empty contents', replyEvidence(reply));
    }
    if (reply.message === undefined) return context.untestable(`an unknown URI got ${describeReply(reply)}`);
    return context.passed(`an unknown URI got ${describeReply(reply)}`, replyEvidence(reply));
  },
};
