import { isJsonObject, type JsonObject, legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { messagesIn } from '../jsonrpc/server-messages.ts';

const delayMs = 2_000;
/** Everything a server could want to use, so that an impatient one has a reason to. */
const temptingCapabilities: JsonObject = { roots: { listChanged: true }, sampling: {}, elicitation: {} };
/** The clause names them: these may come at any time. */
const allowedMethods = new Set(['ping', 'notifications/message']);

export const initNoEarlyRequestsCheck: Check = {
  id: 'init-no-early-requests',
  area: 'lifecycle',
  title: 'The server waits for notifications/initialized',
  level: 'SHOULD',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/lifecycle#initialization',
  fix: 'Send requests and notifications only after notifications/initialized; before it, only pings and log messages.',
  async run(context) {
    const session = await context.open({ handshake: 'initialize', clientCapabilities: temptingCapabilities });
    const { opening } = session;
    if (!isJsonObject(opening?.result)) {
      return context.untestable(`initialize got ${opening === undefined ? 'nothing' : describeReply(opening)}`);
    }
    if (session.transport === 'streamable-http') await session.fetch({ method: 'GET' });
    await session.collect(delayMs);
    const own = context.transcript.frames.filter((frame) => frame.connection === session.connection);
    const early = messagesIn(own, session.transport).find(
      ({ message }) => typeof message.method === 'string' && !allowedMethods.has(message.method),
    );
    if (early === undefined) {
      return context.passed(`nothing but pings and logs came in ${delayMs} ms before notifications/initialized`);
    }
    const reason = `before notifications/initialized only pings and logs may come; got ${quoteJson(early.message)}`;
    return context.violated(reason, [...opening.sent, early.frame]);
  },
};
