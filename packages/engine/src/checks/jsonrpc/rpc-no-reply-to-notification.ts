import { type JsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { probe } from './probe.ts';
import { borrowReady } from './ready-session.ts';

export const rpcNoReplyToNotificationCheck: Check = {
  id: 'rpc-no-reply-to-notification',
  area: 'jsonrpc',
  title: 'Notifications are not answered',
  level: 'MUST',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/index#notifications',
  fix: 'Send nothing back for a message without an id, also when its method is unknown; over HTTP answer 202 without a body.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const suffix = Math.floor(context.random() * 1e9);
    const notifications: [method: string, params: JsonObject | undefined][] = [
      [`notifications/mcp-lab-unknown-${suffix}`, undefined],
      ['notifications/cancelled', { requestId: `never-sent-${suffix}`, reason: 'a test of notifications' }],
    ];
    // Side by side: over stdio each has to be waited for.
    const answers = await Promise.all(
      notifications.map(async ([method, params]) => {
        const message: JsonObject = { jsonrpc: '2.0', method, ...(params && { params }) };
        return { method, answer: await probe(context, session, (timeoutMs) => session.send(message, { timeoutMs })) };
      }),
    );
    for (const { method, answer } of answers) {
      if (answer.kind === 'gone')
        return context.violated(`the notification ${method} got ${answer.text}`, answer.evidence);
      // An HTTP error may carry an error response; that is a refusal and not an answer.
      const isRefusal = answer.kind === 'error' && (answer.status ?? 0) >= 400;
      if (answer.message === undefined || isRefusal) continue;
      return context.violated(
        `expected no response to the notification ${method}, got ${answer.text}`,
        answer.evidence,
      );
    }
    return context.passed('neither a known nor an unknown notification was answered');
  },
};
