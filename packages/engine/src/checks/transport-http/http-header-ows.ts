import type { Check } from '../../check/check.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import { judgeServedAlike } from './judge-served-alike.ts';
import { modernHttp } from './modern-http.ts';

export const httpHeaderOwsCheck: Check = {
  ...modernHttp,
  id: 'http-header-ows',
  title: 'Blanks around the value of a header are no part of it',
  level: 'MUST',
  derived: 'duty',
  spec: 'basic/transports/streamable-http#value-encoding',
  fix: 'Trim spaces and tabs around header values before you compare them, as RFC 9110 section 5.5 says.',
  run(context) {
    const method = harmlessMethod(context.revision);
    return judgeServedAlike(context, [
      { how: 'with blanks around the value of Mcp-Method', headers: { 'Mcp-Method': `   ${method}\t ` } },
      {
        how: 'with blanks around the value of MCP-Protocol-Version',
        headers: { 'MCP-Protocol-Version': `  ${context.revision}  ` },
      },
    ]);
  },
};
