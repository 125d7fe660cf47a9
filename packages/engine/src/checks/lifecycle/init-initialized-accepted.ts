import { isJsonObject, legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { responsesSince } from '../jsonrpc/probe.ts';
import { quoteJson } from '../jsonrpc/quote.ts';

export const initInitializedAcceptedCheck: Check = {
  id: 'init-initialized-accepted',
  area: 'lifecycle',
  title: 'After notifications/initialized requests are served',
  level: 'MUST',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/lifecycle#initialization',
  fix: 'Take notifications/initialized without an answer (HTTP 202) and serve requests from then on.',
  async run(context) {
    const session = await context.open({ handshake: 'initialize' });
    const { opening } = session;
    if (!isJsonObject(opening?.result)) {
      return context.untestable(`initialize got ${opening === undefined ? 'nothing' : describeReply(opening)}`);
    }
    const mark = context.transcript.now();
    const notified = await session.notify('notifications/initialized');
    if (notified.outcome !== 'accepted' && notified.outcome !== 'silent') {
      return context.violated(`notifications/initialized got ${describeReply(notified)}`, [
        ...notified.sent,
        ...notified.related,
      ]);
    }
    const method = declaredLists(session.capabilities)[0]?.method ?? 'ping';
    const reply = await session.request(method, undefined, { timeoutMs: patienceMs });
    const evidence = [...notified.sent, ...reply.sent, reply.frame];
    const stray = responsesSince(context, session, mark).find(
      ({ message }) => message.id === undefined || message.id === null,
    );
    if (stray !== undefined) {
      const reason = `expected no response to notifications/initialized, got ${quoteJson(stray.message)}`;
      return context.violated(reason, [...notified.sent, stray.frame]);
    }
    if (isJsonObject(reply.result))
      return context.passed(`${method} was served after notifications/initialized`, evidence);
    return context.violated(`after notifications/initialized, ${method} got ${describeReply(reply)}`, evidence);
  },
};
