import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { modernTransports } from './modern-scope.ts';
import { discoverResultsInRun, resultsInRun } from './results-in-run.ts';
import { serverInfoFault, serverInfoOf } from './server-info.ts';

export const resultServerInfoCheck: Check = {
  id: 'result-server-info',
  area: 'lifecycle',
  title: 'Every result names the server, the same as in discover',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  spec: 'basic/index#meta',
  fix: 'Add the same "io.modelcontextprotocol/serverInfo" to the _meta of every result, in the one place that builds results.',
  run(context) {
    const [discovered] = discoverResultsInRun(context);
    const wanted = discovered && serverInfoOf(discovered.result);
    return judgeEach(
      context,
      resultsInRun(context).filter(({ method }) => method !== 'server/discover'),
      { subjects: 'results other than discover', sound: 'carry serverInfo' },
      ({ method, result }) => {
        const fault = serverInfoFault(result);
        if (fault !== undefined) return `${method}: ${fault}`;
        const got = serverInfoOf(result);
        return wanted === undefined || got === wanted ? undefined : `${method} is by "${got}", discover by "${wanted}"`;
      },
    );
  },
};
