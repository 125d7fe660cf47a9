import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { logLevels } from '../../surface/log-levels.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { type LoggedMessage, loggedMessages, noMessages } from './logged-messages.ts';

export const loggingMessageShapeCheck: Check = {
  id: 'logging-message-shape',
  area: 'logging',
  title: 'A log message has one of the eight levels, and data',
  level: 'MUST',
  derived: 'json-rpc',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/utilities/logging#log-levels',
  fix: `Send params with level (${logLevels.join(', ')}), data (any JSON) and, if you like, logger (a string).`,
  run(context) {
    const messages = loggedMessages(context);
    if (messages.length === 0) return context.untestable(noMessages);
    return judgeEach(context, messages, { subjects: 'log messages', sound: 'have a level and data' }, (message) => {
      const fault = faultOf(message);
      return fault && `${fault}: ${quoteFrame(message.frame)}`;
    });
  },
};

function faultOf({ level, params }: LoggedMessage): string | undefined {
  if (level === undefined) return 'level is none of the eight';
  if (params.data === undefined) return 'data is missing';
  return params.logger === undefined || typeof params.logger === 'string' ? undefined : 'logger is no string';
}
