import { legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { answerServer, askableCapabilities } from '../../surface/answer-question.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { legacyAskingCalls } from '../mrtr/call-rounds.ts';
import { nothingAsked, questionMethods } from '../mrtr/questions.ts';
import { replyEvidence } from './reply-evidence.ts';

const shortWaitMs = 1_000;
const longWaitMs = 150_000;
const pingWaitMs = 4_000;

export const s2cNoAnswerToleratedCheck: Check = {
  id: 's2c-no-answer-tolerated',
  area: 'lifecycle',
  title: 'A client that never answers does not hang the server',
  level: 'SHOULD',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  deadlineMs: ({ allow }) => (allow.slow ? longWaitMs : 0) + 30_000,
  spec: 'basic/lifecycle#timeouts',
  fix: 'Give every request to the client a timeout, end the call when it is over, and go on serving meanwhile.',
  async run(context) {
    const [call] = legacyAskingCalls(context);
    if (call === undefined) return context.needsCall('samples');
    const isPatient = context.inputs.allow.slow;
    const asked = Promise.withResolvers<void>();
    const session = await context.open({
      clientCapabilities: askableCapabilities,
      onServerRequest(request) {
        if (!questionMethods.includes(String(request.method))) return answerServer(request);
        asked.resolve();
        return null;
      },
    });
    const waitMs = isPatient ? longWaitMs : shortWaitMs;
    const calling = callTool(session, context.tour.tools, call, { timeoutMs: waitMs });
    const early = await Promise.race([asked.promise, calling]);
    if (early !== undefined) return nothingAsked(context, [call.role]);
    const ping = await session.request('ping', undefined, { timeoutMs: pingWaitMs });
    if (ping.message === undefined) {
      const reason = `while ${call.name} waited for an answer of the client, a ping got ${describeReply(ping)}`;
      return context.violated(reason, replyEvidence(ping));
    }
    const reply = await calling;
    if (reply.message !== undefined) {
      return context.passed(
        `${call.name} ended by itself when the client did not answer: ${describeReply(reply)}`,
        replyEvidence(reply),
      );
    }
    if (isPatient) {
      return context.violated(
        `${call.name} still waited after ${longWaitMs / 1_000} s without an answer of the client`,
        reply.sent,
      );
    }
    return context.untestable(
      `${call.name} still waited after ${shortWaitMs / 1_000} s, and other requests were served meanwhile; allow.slow in the suite file lets the check wait for longer`,
    );
  },
};
