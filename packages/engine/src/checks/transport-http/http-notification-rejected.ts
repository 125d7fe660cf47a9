import type { JsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { answerEvidence, describeAnswer, toNotificationAnswer } from './notification-answers.ts';
import { streamableHttpOnly, streamableHttpRevisions } from './streamable-http-scope.ts';

export const httpNotificationRejectedCheck: Check = {
  id: 'http-notification-rejected',
  area: 'transport-http',
  title: 'A notification that is not accepted gets an HTTP error, never 200 with a result',
  level: 'MUST',
  revisions: streamableHttpRevisions,
  transports: streamableHttpOnly,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#sending-messages',
  fix: 'Answer a notification with 202 and no body, or with an HTTP status of 400 or more; what fails in it is not told in a 200.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const answers = [];
    for (const [what, message] of oddNotifications) {
      answers.push(toNotificationAnswer(what, await session.send(message)));
    }
    const faulty = answers.find(({ reply: { status = 500 }, body }) => status < 300 && body !== undefined);
    if (faulty !== undefined) {
      return context.violated(`expected 202 or an HTTP error; ${describeAnswer(faulty)}`, answerEvidence(faulty));
    }
    const unanswered = answers.find(({ reply }) => reply.status === undefined);
    if (unanswered !== undefined) return context.warned(describeAnswer(unanswered), answerEvidence(unanswered));
    return context.passed(answers.map(({ what, reply }) => `${what}: HTTP ${reply.status}`).join('; '));
  },
};

/** None of them can change anything. */
const oddNotifications: readonly (readonly [what: string, message: JsonObject])[] = [
  ['an unknown notification', { jsonrpc: '2.0', method: 'notifications/mcp-lab-unknown' }],
  ['a notification with text as params', { jsonrpc: '2.0', method: 'notifications/cancelled', params: 'none' }],
  ['the name of a request without an id', { jsonrpc: '2.0', method: 'tools/list' }],
];
