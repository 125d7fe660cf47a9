import type { Check } from '../../check/check.ts';
import { revisionsSince } from '../jsonrpc/applies-to.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { answerEvidence, describeAnswer, isAccepted, toNotificationAnswer } from './notification-answers.ts';
import { strayResponse } from './stray-response.ts';
import { streamableHttpOnly } from './streamable-http-scope.ts';

export const httpClientResponse202Check: Check = {
  id: 'http-client-response-202',
  area: 'transport-http',
  title: 'A posted response gets 202 without a body, or an HTTP error',
  level: 'MUST',
  revisions: revisionsSince('2025-03-26').filter((revision) => revision < '2026'),
  transports: streamableHttpOnly,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#sending-messages',
  fix: 'Answer the POST of a JSON-RPC response with 202 Accepted and no body, or with an HTTP error if it fits no request.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const answer = toNotificationAnswer('a response to no request', await session.send(strayResponse));
    const evidence = answerEvidence(answer);
    if (answer.reply.status === undefined) return context.warned(describeAnswer(answer), evidence);
    if (!isAccepted(answer)) return context.passed(`refused: ${describeAnswer(answer)}`, evidence);
    if (answer.reply.status === 202 && answer.body === undefined)
      return context.passed(describeAnswer(answer), evidence);
    return context.violated(`expected 202 with an empty body or an HTTP error; ${describeAnswer(answer)}`, evidence);
  },
};
