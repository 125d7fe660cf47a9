import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { callRound } from './call-rounds.ts';

const inputResponses = { 'mcp-lab-nobody-asked-this': { action: 'accept', content: {} } };

export const mrtrUnsolicitedAnswersCheck: Check = {
  id: 'mrtr-unsolicited-answers',
  area: 'mrtr',
  title: 'Answers and states that nobody asked for do no harm',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/patterns/mrtr#error-handling',
  fix: 'Ignore inputResponses and requestState, or refuse them with error −32602, on a call that asked for nothing.',
  async run(context) {
    const [tool] = context.callable;
    if (tool === undefined) return context.untestable('no tool may be called: name one in the suite file, under tools');
    const session = await context.shared();
    const call = { role: 'structured' as const, name: tool.name, arguments: tool.arguments };
    const plain = await callRound(context, session, call);
    if (!isJsonObject(plain.result))
      return context.untestable(`also without answers ${tool.name} got ${describeReply(plain)}`);
    for (const requestState of [undefined, 'mcp-lab-made-up']) {
      const reply = await callRound(context, session, call, { inputResponses, requestState });
      if (reply.message !== undefined && reply.error?.code !== -32603) continue;
      const what = requestState === undefined ? 'inputResponses' : 'inputResponses and a requestState';
      const reason = `${tool.name} asked for nothing; called with ${what} it got ${describeReply(reply)}`;
      return context.violated(reason, replyEvidence(plain, reply));
    }
    return context.passed(
      `${tool.name} was served, or refused in order, with answers and a state it had not asked for`,
    );
  },
};
