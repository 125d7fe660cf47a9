import { legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { readUnknown } from './unknown-resource.ts';

export const resourcesNotFoundLegacyCheck: Check = {
  id: 'resources-not-found-legacy',
  area: 'resources',
  title: 'An unknown resource is refused with −32002',
  level: 'SHOULD',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/resources#error-handling',
  fix: 'Answer resources/read of an unknown URI with error −32002 and the URI in data.',
  async run(context) {
    const read = await readUnknown(context);
    if ('verdict' in read) return read;
    const { reply } = read;
    const code = reply.error?.code;
    if (code === -32002) return context.passed('an unknown URI got error -32002', replyEvidence(reply));
    if (code === -32602)
      return context.passed('an unknown URI got error -32602, the code of 2026-07-28', replyEvidence(reply));
    return context.violated(
      `expected error -32002 for an unknown URI; it got ${describeReply(reply)}`,
      replyEvidence(reply),
    );
  },
};
