import { eraOf } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { answerEvidence, describeAnswer, isAccepted, toNotificationAnswer } from './notification-answers.ts';
import { streamableHttpOnly, streamableHttpRevisions } from './streamable-http-scope.ts';

export const httpNotification202Check: Check = {
  id: 'http-notification-202',
  area: 'transport-http',
  title: 'An accepted notification gets 202 and an empty body',
  level: 'MUST',
  revisions: streamableHttpRevisions,
  transports: streamableHttpOnly,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#sending-messages',
  fix: 'Answer the POST of a notification with 202 Accepted and nothing in the body; not 200, 204 or a JSON-RPC answer.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    // Of a request nobody made: a server may ignore it, and nothing changes.
    const sent = [['notifications/cancelled', { requestId: 'mcp-lab-no-such-request' }]] as const;
    const answers = [];
    for (const [method, params] of sent)
      answers.push(toNotificationAnswer(method, await session.notify(method, params)));
    if (eraOf(context.revision) === 'legacy') {
      const again = await session.notify('notifications/initialized');
      answers.push(toNotificationAnswer('notifications/initialized', again));
    }
    const accepted = answers.filter(isAccepted);
    const [first] = accepted;
    if (first === undefined) {
      return context.untestable(`no notification was accepted: ${answers.map(describeAnswer).join('; ')}`);
    }
    const faulty = accepted.find(({ reply, body }) => reply.status !== 202 || body !== undefined);
    if (faulty !== undefined) {
      return context.violated(`expected 202 with an empty body; ${describeAnswer(faulty)}`, answerEvidence(faulty));
    }
    return context.passed(accepted.map(describeAnswer).join('; '), answerEvidence(first));
  },
};
