import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { modernTransports } from './modern-scope.ts';
import { discoverResultsInRun } from './results-in-run.ts';
import { serverInfoFault } from './server-info.ts';

export const discoverServerInfoCheck: Check = {
  id: 'discover-server-info',
  area: 'lifecycle',
  title: 'The discover result names the server and its version',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  spec: 'server/discover#discoverresult',
  fix: 'Put {name, version} under "io.modelcontextprotocol/serverInfo" in the _meta of the discover result.',
  run(context) {
    return judgeEach(
      context,
      discoverResultsInRun(context),
      { subjects: 'discover results', sound: 'carry serverInfo' },
      ({ result }) => serverInfoFault(result),
    );
  },
};
