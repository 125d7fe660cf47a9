import { isJsonObject, legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { buildRequest } from '../jsonrpc/harmless-request.ts';
import { initializeParams } from '../lifecycle/initialize-params.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

/** A client that speaks both eras waits about as long for its probe; the start of the process is part of it. */
const probeMs = 5_000;

export const stdioProbeSurvivableCheck: Check = {
  id: 'stdio-probe-survivable',
  area: 'transport-stdio',
  title: 'A legacy server survives the modern probe before initialize',
  level: 'MAY',
  revisions: legacyRevisions,
  transports: ['stdio'],
  isolation: 'session',
  spec: 'basic/transports/stdio#backward-compatibility',
  fix: 'Answer an unknown method before initialize with error -32601 and go on; clients of both eras probe with server/discover.',
  async run(context) {
    const { modern } = context.profile;
    if (modern.length > 0) return context.notApplicable(`the server speaks ${modern.join(', ')} and answers the probe`);
    const session = await context.open({ handshake: 'none' });
    const probed = await session.send(buildRequest('2026-07-28', 'probe', 'server/discover'), { timeoutMs: probeMs });
    if (probed.outcome === 'closed' || probed.outcome === 'failed' || session.closed) {
      return context.violated(
        `server/discover as first request ended the process: ${describeReply(probed)}`,
        replyEvidence(probed),
      );
    }
    const opened = await session.request('initialize', initializeParams(session.revision));
    const evidence = replyEvidence(probed, opened);
    if (isJsonObject(opened.result)) {
      return context.passed(`the probe got ${describeReply(probed)}; initialize on the same process worked`, evidence);
    }
    const reason = `after server/discover as first request, initialize on the same process got ${describeReply(opened)}`;
    return context.violated(reason, evidence);
  },
};
