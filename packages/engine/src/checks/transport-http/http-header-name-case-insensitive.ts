import type { Check } from '../../check/check.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import { judgeServedAlike } from './judge-served-alike.ts';
import { modernHttp } from './modern-http.ts';

export const httpHeaderNameCaseInsensitiveCheck: Check = {
  ...modernHttp,
  id: 'http-header-name-case-insensitive',
  title: 'Names of headers are taken in any case',
  level: 'MUST',
  spec: 'basic/transports/streamable-http#case-sensitivity',
  fix: 'Look headers up without regard to the case of their names.',
  run(context) {
    const method = harmlessMethod(context.revision);
    return judgeServedAlike(
      context,
      ['mcp-method', 'MCP-METHOD'].map((name) => ({
        how: `with the header name ${name}`,
        headers: { [name]: method },
      })),
    );
  },
};
