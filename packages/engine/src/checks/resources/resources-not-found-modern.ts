import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { readUnknown } from './unknown-resource.ts';

export const resourcesNotFoundModernCheck: Check = {
  id: 'resources-not-found-modern',
  area: 'resources',
  title: 'An unknown resource is refused with −32602',
  level: 'MUST',
  revisions: ['2026-07-28'],
  transports: modernTransports,
  isolation: 'session',
  spec: 'server/resources#error-handling',
  fix: 'Answer resources/read of an unknown URI with error −32602; −32002 is retired.',
  async run(context) {
    const read = await readUnknown(context);
    if ('verdict' in read) return read;
    const { reply } = read;
    if (reply.error?.code === -32602) return context.passed('an unknown URI got error -32602', replyEvidence(reply));
    return context.violated(
      `expected error -32602 for an unknown URI; it got ${describeReply(reply)}`,
      replyEvidence(reply),
    );
  },
};
