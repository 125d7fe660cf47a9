import type { Check } from '../../check/check.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import { judgeHeaderRejections } from './judge-header-rejections.ts';
import { headerMismatch, modernHttp } from './modern-http.ts';

/** A revision that exists, and is not the one in the body. */
const other = '2025-11-25';

export const httpVersionMismatchCheck: Check = {
  ...modernHttp,
  id: 'http-version-mismatch',
  title: 'A version header that differs from the body is refused with 400 and -32020',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#protocol-version-header',
  fix: 'Compare MCP-Protocol-Version with the protocolVersion in _meta; where they differ answer 400 with error -32020.',
  run(context) {
    const method = harmlessMethod(context.revision);
    const what = `a request with ${other} in MCP-Protocol-Version and ${context.revision} in its body`;
    return judgeHeaderRejections(
      context,
      [{ what, method, headers: { 'MCP-Protocol-Version': other } }],
      headerMismatch,
    );
  },
};
