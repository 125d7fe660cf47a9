import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { mistype } from './mistype.ts';

const maxTools = 8;

export const secInputValidatedCheck: Check = {
  id: 'sec-input-validated',
  area: 'security',
  title: 'Arguments of the wrong type are not carried out',
  level: 'MUST',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/tools#security-considerations',
  fix: 'Validate arguments against the input schema before the tool runs, and answer an error that says what is wrong.',
  async run(context) {
    const attempts = context.callable.flatMap(({ name, arguments: args, tool }) => {
      const wrong = mistype(tool.inputSchema, args);
      return wrong === undefined ? [] : [{ name, wrong }];
    });
    if (attempts.length === 0) return context.untestable('no tool that may be called has an argument with a type');
    const session = await context.shared();
    const judged = await Promise.all(
      attempts.slice(0, maxTools).map(async ({ name, wrong }) => {
        const call = { name, arguments: wrong.arguments };
        return { name, wrong, reply: await session.request('tools/call', call) };
      }),
    );
    const executed = judged.find(({ reply: { result } }) => isJsonObject(result) && result.isError !== true);
    if (executed !== undefined) {
      const { name, wrong, reply } = executed;
      const reason = `${quoteJson(name)} was called with ${wrong.what} and answered ${quoteJson(reply.result)}`;
      return context.violated(`expected an error; ${reason}`, replyEvidence(reply));
    }
    return context.passed(`refused: ${judged.map(({ name, wrong }) => `${name} with ${wrong.what}`).join('; ')}`);
  },
};
