import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { argumentsOf, textOf } from '../prompts/prompt-messages.ts';
import { nothingListed } from '../tools/listed-entries.ts';

const maxPrompts = 4;

/** Harmless where they are executed: arithmetic, and a file that everybody may read. */
function canariesOf(left: number, right: number): string[] {
  return [
    `{{${left}*${right}}}`,
    `\${${left}*${right}}`,
    `<%= ${left}*${right} %>`,
    `$((${left}*${right}))`,
    `\`expr ${left} \\* ${right}\``,
    '../../../../../../etc/passwd',
  ];
}

export const promptsArgNotExecutedCheck: Check = {
  id: 'prompts-arg-not-executed',
  area: 'security',
  title: 'Arguments of prompts come back as plain text',
  level: 'MUST',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/prompts#security',
  fix: 'Put arguments into the text as they are: no template engine, no shell, no file names.',
  async run(context) {
    const named = context.inputs.prompts;
    const candidates = context.tour.prompts.flatMap((prompt) => {
      const known = named.find(({ name }) => name === prompt.name)?.arguments ?? {};
      const [argument] = argumentsOf(prompt).toSorted((left, right) => Number(right.required) - Number(left.required));
      return argument === undefined ? [] : [{ prompt, known, argument }];
    });
    if (context.tour.prompts.length === 0) return nothingListed(context, 'prompts');
    if (candidates.length === 0) return context.notApplicable('no prompt has arguments');
    const session = await context.shared();
    const left = 1_000 + Math.floor(context.random() * 9_000);
    const right = 1_000 + Math.floor(context.random() * 9_000);
    const canaries = canariesOf(left, right);
    const shown: string[] = [];
    for (const { prompt, known, argument } of candidates.slice(0, maxPrompts)) {
      const required = argumentsOf(prompt).filter((other) => other.required);
      const filled = Object.fromEntries(required.map(({ name }) => [name, 'mcp-lab']));
      const args = { ...filled, ...known, [argument.name]: canaries.join(' ') };
      const reply = await session.request(
        'prompts/get',
        { name: prompt.name ?? '', arguments: args },
        { timeoutMs: patienceMs },
      );
      if (!isJsonObject(reply.result)) continue;
      const text = textOf(reply.result);
      const what = `the argument ${quoteJson(argument.name, 60)} of ${quoteJson(prompt.name, 60)}`;
      if (text.includes(String(left * right))) {
        return context.violated(
          `${what} was evaluated: ${left} * ${right} came back as ${left * right}`,
          replyEvidence(reply),
        );
      }
      if (/root:[^\n]*:0:0:/.test(text)) {
        return context.violated(
          `${what} was taken for the name of a file, whose content came back`,
          replyEvidence(reply),
        );
      }
      if (canaries.every((canary) => text.includes(canary))) shown.push(what);
    }
    if (shown.length > 0) return context.passed(`came back as it was: ${shown.join('; ')}`);
    return context.untestable(
      'no argument came back in the text of a prompt: name a prompt that repeats one in the suite file, under prompts',
    );
  },
};
