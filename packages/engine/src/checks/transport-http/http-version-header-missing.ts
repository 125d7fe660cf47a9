import type { Check } from '../../check/check.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import { judgeHeaderRejections } from './judge-header-rejections.ts';
import { headerMismatch, modernHttp } from './modern-http.ts';

export const httpVersionHeaderMissingCheck: Check = {
  ...modernHttp,
  id: 'http-version-header-missing',
  title: 'A request without MCP-Protocol-Version is refused with 400 and -32020',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#protocol-version-header',
  fix: 'Answer a request without MCP-Protocol-Version with 400 and error -32020; only a server that also serves clients older than 2025-06-18 may take it for one of theirs.',
  async run(context) {
    const what = 'a request without MCP-Protocol-Version';
    const headers = { 'MCP-Protocol-Version': null };
    const outcome = await judgeHeaderRejections(
      context,
      [{ what, method: harmlessMethod(context.revision), headers }],
      headerMismatch,
    );
    // The header came with 2025-06-18, and a client from before cannot be told from one that forgot it.
    const servesOlder = context.profile.legacy.some((revision) => revision < '2025-06-18');
    if (outcome.verdict === 'pass' || !servesOlder) return outcome;
    return context.notApplicable(
      'the server also serves clients older than 2025-06-18, which know no such header, and may take the request for one of theirs',
    );
  },
};
