import { isJsonObject, type JsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { serverMessages } from '../jsonrpc/server-messages.ts';
import { findLeak } from './find-leak.ts';
import { textsIn } from './texts-in.ts';

export const secErrorLeakCheck: Check = {
  id: 'sec-error-leak',
  area: 'security',
  title: 'Errors tell nothing about the inside of the server',
  level: 'SHOULD',
  derived: 'duty',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/utilities/logging#security',
  fix: 'Answer errors with a message for the client; keep stack traces, paths and configuration for your own log.',
  run(context) {
    const texts = serverMessages(context).flatMap(({ frame, message }) => {
      const told = errorTextOf(message);
      if (told === undefined) return [];
      const request = context.tour.requestOf(frame);
      return [{ frame, told, asked: request === undefined ? '' : textsIn(request.frame.json).join('\n') }];
    });
    const wording = { subjects: 'errors', sound: 'tell nothing about the inside' };
    const isLocal = context.transport === 'stdio';
    return judgeEach(context, texts, wording, ({ told, asked }) => findLeak(told, asked, isLocal));
  },
};

function errorTextOf({ error, result }: JsonObject): string | undefined {
  if (error !== undefined) return textsIn(error).join('\n');
  return isJsonObject(result) && result.isError === true ? textsIn(result.content).join('\n') : undefined;
}
