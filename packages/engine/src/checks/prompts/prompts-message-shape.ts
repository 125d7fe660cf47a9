import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { checkShape } from '../../revision/check-shape.ts';
import { contentShapes } from '../../revision/content-shapes.ts';
import { listShapes } from '../../revision/list-shapes.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { messagesOf, noPromptsSeen, promptResults } from './prompt-messages.ts';

export const promptsMessageShapeCheck: Check = {
  id: 'prompts-message-shape',
  area: 'prompts',
  title: 'Messages of prompts have a role and one content block',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/prompts#promptmessage',
  fix: 'Give each message "role" user or assistant, and "content" as one block, not an array.',
  run(context) {
    const results = promptResults(context);
    if (results.length === 0) return context.untestable(noPromptsSeen);
    const shape = listShapes(contentShapes(context.revision)).promptMessage;
    return judgeEach(
      context,
      results,
      { subjects: 'prompts', sound: 'have messages of the schema' },
      ({ name, result }) => {
        if (!Array.isArray(result.messages))
          return `${quoteJson(name, 80)} has the messages ${quoteJson(result.messages)}`;
        for (const [index, message] of messagesOf(result).entries()) {
          const [fault] = checkShape(shape, message, `messages[${index}]`);
          if (fault !== undefined) return `${quoteJson(name, 80)}: ${fault}`;
        }
        return undefined;
      },
    );
  },
};
