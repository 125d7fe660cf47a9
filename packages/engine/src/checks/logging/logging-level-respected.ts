import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { judgeThreshold } from './judge-threshold.ts';
import { askedLevel } from './logged-messages.ts';

export const loggingLevelRespectedCheck: Check = {
  id: 'logging-level-respected',
  area: 'logging',
  title: 'A request gets no log messages below the level it asks for',
  level: 'MUST',
  derived: 'duty',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  spec: 'server/utilities/logging#per-request-log-level',
  fix: 'Read io.modelcontextprotocol/logLevel from the _meta of each request, and send only that level and above.',
  run(context) {
    if (!isJsonObject(context.tour.capabilities.logging)) {
      return context.notApplicable('the server does not declare logging');
    }
    return judgeThreshold(context, askedLevel);
  },
};
