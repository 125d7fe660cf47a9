import { legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { answerServer, askableCapabilities } from '../../surface/answer-question.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { legacyAskingCalls } from '../mrtr/call-rounds.ts';
import { nothingAsked, questionMethods } from '../mrtr/questions.ts';

const refusals = [
  { code: -32601, message: 'Method not found' },
  { code: -1, message: 'The user rejected the request' },
];
/** Nothing is left to wait for once the client has said no. */
const answerWaitMs = 5_000;

export const s2cErrorToleratedCheck: Check = {
  id: 's2c-error-tolerated',
  area: 'lifecycle',
  title: 'A call is answered even when the client refuses what it is asked',
  level: 'MUST',
  derived: 'duty',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'client/sampling#error-handling',
  fix: 'Treat an error response of the client as an outcome: end the call with a result or an error that says so.',
  async run(context) {
    const [call] = legacyAskingCalls(context);
    if (call === undefined) return context.needsCall('samples');
    for (const error of refusals) {
      let asked = 0;
      const session = await context.open({
        clientCapabilities: askableCapabilities,
        onServerRequest(request) {
          if (!questionMethods.includes(String(request.method))) return answerServer(request);
          asked++;
          return { error };
        },
      });
      const reply = await callTool(session, context.tour.tools, call, { timeoutMs: answerWaitMs });
      if (asked === 0) return nothingAsked(context, [call.role]);
      if (reply.message !== undefined) continue;
      const reason = `the client answered the server's request with error ${error.code}, and the call of ${call.name} got ${describeReply(reply)}`;
      return context.violated(reason, [...reply.sent, ...reply.related]);
    }
    return context.passed(`${call.name} was answered after the client had refused with -32601 and with -1`);
  },
};
