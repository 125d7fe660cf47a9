import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { answerEvidence, describeAnswer, isAccepted, toNotificationAnswer } from './notification-answers.ts';
import { strayResponse } from './stray-response.ts';
import { streamableHttpOnly } from './streamable-http-scope.ts';

export const httpClientResponseRejectedCheck: Check = {
  id: 'http-client-response-rejected',
  area: 'transport-http',
  title: 'A posted response is refused: no modern server asked for one',
  level: 'MUST',
  derived: 'duty',
  revisions: modernRevisions,
  transports: streamableHttpOnly,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#sending-messages',
  fix: 'Answer a POST whose body is neither a request nor a notification with 400 Bad Request.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const answer = toNotificationAnswer('a response to no request', await session.send(strayResponse));
    const evidence = answerEvidence(answer);
    const { status } = answer.reply;
    if (status === undefined || status >= 500)
      return context.warned(`expected HTTP 4xx; ${describeAnswer(answer)}`, evidence);
    if (!isAccepted(answer)) return context.passed(`refused: ${describeAnswer(answer)}`, evidence);
    const reason = `expected HTTP 4xx; ${describeAnswer(answer)}`;
    // Taken and thrown away does no harm; an answer to it is what nobody can place.
    return answer.body === undefined ? context.warned(reason, evidence) : context.violated(reason, evidence);
  },
};
