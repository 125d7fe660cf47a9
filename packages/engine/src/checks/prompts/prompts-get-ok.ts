import { type Frame, isJsonObject, type JsonObject, revisions } from '@mcp-lab/wire';
import type { Check, CheckContext, CheckOutcome } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { serverMessages } from '../jsonrpc/server-messages.ts';
import { nothingListed } from '../tools/listed-entries.ts';
import { argumentsOf } from './prompt-messages.ts';

export const promptsGetOkCheck: Check = {
  id: 'prompts-get-ok',
  area: 'prompts',
  title: 'Prompts without required arguments can be got',
  level: 'MUST',
  derived: 'duty',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/prompts#getting-a-prompt',
  fix: 'Serve prompts/get without arguments for every prompt that requires none.',
  run(context) {
    const open = new Set(
      context.tour.prompts
        .filter((prompt) => !argumentsOf(prompt).some(({ required }) => required))
        .map(({ name }) => name),
    );
    if (open.size === 0) return nothingToGet(context);
    const answers = serverMessages(context).flatMap(({ frame, message }) => {
      const request = context.tour.requestOf(frame);
      if (request?.method !== 'prompts/get' || !context.tour.isOrdinary(frame.connection)) return [];
      const { name, arguments: args = {} } = paramsOf(request.frame);
      const isPlain = isJsonObject(args) && Object.keys(args).length === 0;
      return name !== undefined && open.has(name) && isPlain ? [{ frame, message, name }] : [];
    });
    if (answers.length === 0)
      return context.untestable('no prompt without required arguments was got at this revision');
    const wording = { subjects: 'prompts without required arguments', sound: 'could be got' };
    return judgeEach(context, answers, wording, ({ message, name }) =>
      isJsonObject(message.result) ? undefined : `${quoteJson(name, 80)} got ${quoteJson(message.error)}`,
    );
  },
};

function nothingToGet(context: CheckContext): CheckOutcome {
  if (context.tour.prompts.length === 0) return nothingListed(context, 'prompts');
  return context.notApplicable('every prompt has required arguments');
}

function paramsOf({ json }: Frame): JsonObject {
  return isJsonObject(json) && isJsonObject(json.params) ? json.params : {};
}
