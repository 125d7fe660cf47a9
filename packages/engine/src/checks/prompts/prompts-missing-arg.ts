import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { nothingListed } from '../tools/listed-entries.ts';
import { argumentsOf } from './prompt-messages.ts';

export const promptsMissingArgCheck: Check = {
  id: 'prompts-missing-arg',
  area: 'prompts',
  title: 'A prompt without its required arguments is refused with −32602',
  level: 'SHOULD',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/prompts#error-handling',
  fix: 'Check that every required argument is there, and answer error −32602 with the name of the missing one.',
  async run(context) {
    const prompt = context.tour.prompts.find((candidate) => argumentsOf(candidate).some(({ required }) => required));
    if (context.tour.prompts.length === 0) return nothingListed(context, 'prompts');
    if (prompt === undefined) return context.notApplicable('no prompt has a required argument');
    const session = await context.shared();
    const reply = await session.request(
      'prompts/get',
      { name: prompt.name ?? '', arguments: {} },
      { timeoutMs: patienceMs },
    );
    const what = `${quoteJson(prompt.name, 80)} without its required arguments`;
    if (reply.error?.code === -32602) return context.passed(`${what} got error -32602`, replyEvidence(reply));
    return context.violated(`expected error -32602 for ${what}; it got ${describeReply(reply)}`, replyEvidence(reply));
  },
};
