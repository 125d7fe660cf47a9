import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeRejections } from '../jsonrpc/judge-rejections.ts';
import { probe } from '../jsonrpc/probe.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';
import { nothingListed } from '../tools/listed-entries.ts';
import { argumentsOf } from './prompt-messages.ts';

export const promptsArgsValidatedCheck: Check = {
  id: 'prompts-args-validated',
  area: 'prompts',
  title: 'An argument that is no string is refused with −32602',
  level: 'SHOULD',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/prompts#implementation-considerations',
  fix: 'Check that every argument of prompts/get is a string, and answer error −32602.',
  async run(context) {
    const prompt = context.tour.prompts.find((candidate) => argumentsOf(candidate).length > 0);
    if (context.tour.prompts.length === 0) return nothingListed(context, 'prompts');
    if (prompt === undefined) return context.notApplicable('no prompt has arguments');
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const args = Object.fromEntries(
      argumentsOf(prompt).map(({ name }, index) => [name, index === 0 ? { odd: 7 } : 'mcp-lab']),
    );
    const params = { name: prompt.name ?? '', arguments: args };
    const answer = await probe(context, session, (timeoutMs) => session.request('prompts/get', params, { timeoutMs }));
    const what = `${quoteJson(prompt.name, 80)} with an object for an argument`;
    return judgeRejections(context, [{ what, answer }], { codes: [-32602], expected: 'error -32602' });
  },
};
