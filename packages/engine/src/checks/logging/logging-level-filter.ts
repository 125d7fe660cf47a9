import { isJsonObject, legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeThreshold } from './judge-threshold.ts';
import { createSessionLevels } from './logged-messages.ts';

export const loggingLevelFilterCheck: Check = {
  id: 'logging-level-filter',
  area: 'logging',
  title: 'After logging/setLevel nothing less severe is sent',
  level: 'SHOULD',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/utilities/logging#setting-log-level',
  fix: 'Compare the level of each message with the one the client has set, and send only that one and above.',
  run(context) {
    if (!isJsonObject(context.tour.capabilities.logging)) {
      return context.notApplicable('the server does not declare logging');
    }
    return judgeThreshold(context, createSessionLevels(context));
  },
};
