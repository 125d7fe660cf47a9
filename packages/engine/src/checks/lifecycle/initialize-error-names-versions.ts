import { modernRevisions, type Reply } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { initializeParams } from './initialize-params.ts';
import { modernTransports } from './modern-scope.ts';
import { replyEvidence } from './reply-evidence.ts';

export const initializeErrorNamesVersionsCheck: Check = {
  id: 'initialize-error-names-versions',
  area: 'lifecycle',
  title: 'A modern-only server tells legacy clients which versions it speaks',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/versioning#backward-compatibility-with-initialization-based-versions',
  fix: 'Name the supported versions in the message or data of the error to initialize: it is all a legacy client can show.',
  async run(context) {
    const { legacy, modern } = context.profile;
    if (legacy.length > 0) return context.notApplicable(`the server also speaks ${legacy.join(', ')}`);
    const session = await context.open({ handshake: 'none' });
    const reply = await session.request('initialize', initializeParams('2025-11-25'), {
      bare: true,
      timeoutMs: patienceMs,
    });
    const evidence = replyEvidence(reply);
    const named = modern.find((version) => answerText(reply).includes(version));
    if (named !== undefined) return context.passed(`the answer to initialize names ${named}`, evidence);
    if ('result' in reply) return context.untestable(`initialize was answered with a result: ${describeReply(reply)}`);
    const expected = `expected an error to initialize that names ${modern.join(', ')}`;
    return context.violated(`${expected}; got ${describeReply(reply)}`, evidence);
  },
};

/** An HTTP error page counts too: a legacy client may show it. */
function answerText(reply: Reply): string {
  const frames = reply.frame === undefined ? reply.related : [reply.frame];
  return frames.map((frame) => Buffer.from(frame.raw).toString('utf8')).join('\n');
}
