import { eraOf, isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteFrame, quoteJson } from '../jsonrpc/quote.ts';
import { initializeResultByConnection } from '../lifecycle/initialize-results.ts';
import { loggedMessages, noMessages } from './logged-messages.ts';

export const loggingCapabilityDeclaredCheck: Check = {
  id: 'logging-capability-declared',
  area: 'logging',
  title: 'A server that sends log messages declares logging',
  level: 'MUST',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/utilities/logging#capabilities',
  fix: 'Add "logging": {} to the capabilities, or send no notifications/message.',
  run(context) {
    const messages = loggedMessages(context);
    if (messages.length === 0) return context.untestable(noMessages);
    const capabilitiesOf = createCapabilityLookup(context);
    const wording = { subjects: 'log messages', sound: 'come from a server that declares logging' };
    return judgeEach(context, messages, wording, ({ frame }) => {
      const capabilities = capabilitiesOf(frame.connection);
      if (isJsonObject(capabilities.logging)) return undefined;
      return `logging is not in the capabilities ${quoteJson(capabilities)}, but this came: ${quoteFrame(frame)}`;
    });
  },
};

function createCapabilityLookup(context: CheckContext) {
  if (eraOf(context.revision) === 'modern') return () => context.tour.capabilities;
  const results = initializeResultByConnection(context);
  return (connection: number) => {
    const capabilities = results.get(connection)?.result.capabilities;
    return isJsonObject(capabilities) ? capabilities : context.tour.capabilities;
  };
}
