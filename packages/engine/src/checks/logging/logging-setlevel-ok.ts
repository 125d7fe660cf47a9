import { isJsonObject, legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { isLogLevel, logLevels } from '../../surface/log-levels.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame, quoteJson } from '../jsonrpc/quote.ts';
import { sentOrdinarily } from '../jsonrpc/seen-notifications.ts';
import { setLevelMethod } from './logged-messages.ts';

export const loggingSetlevelOkCheck: Check = {
  id: 'logging-setlevel-ok',
  area: 'logging',
  title: 'logging/setLevel takes each of the eight levels',
  level: 'MUST',
  derived: 'duty',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/utilities/logging#setting-log-level',
  fix: `Answer logging/setLevel with {} for ${logLevels.join(', ')}; the names are those of RFC 5424.`,
  run(context) {
    const { capabilities } = context.tour;
    if (!isJsonObject(capabilities.logging)) return context.notApplicable('the server does not declare logging');
    const answered = sentOrdinarily(context, setLevelMethod).filter(
      ({ end, params }) => end?.how === 'answered' && isLogLevel(params.level),
    );
    if (answered.length === 0) return context.untestable('no logging/setLevel was sent and answered at this revision');
    return judgeEach(
      context,
      answered,
      { subjects: 'log levels', sound: 'were set with an empty result' },
      (request) => {
        const answer = request.end?.frame;
        const result = isJsonObject(answer?.json) ? answer.json.result : undefined;
        // `_meta` may stand in any result.
        if (isJsonObject(result) && Object.keys(result).every((key) => key === '_meta')) return undefined;
        return `the level ${quoteJson(request.params.level)} got ${answer && quoteFrame(answer)} instead of {}`;
      },
    );
  },
};
