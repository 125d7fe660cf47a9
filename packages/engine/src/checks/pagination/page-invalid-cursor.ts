import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { noLists, pagedLists } from './paged-lists.ts';

export const pageInvalidCursorCheck: Check = {
  id: 'page-invalid-cursor',
  area: 'pagination',
  title: 'A cursor the server never gave out is refused with −32602',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/utilities/pagination#error-handling',
  fix: 'Check that a cursor is one of yours before using it, also for lists of one page, and answer others with error -32602.',
  async run(context) {
    const session = await context.shared();
    const lists = pagedLists(session.capabilities);
    if (lists.length === 0) return context.notApplicable(noLists);
    const cursor = `lab-made-up-${Math.floor(context.random() * 1e9)}`;
    const answers = await Promise.all(
      lists.map(async ({ method }) => ({
        method,
        reply: await session.request(method, { cursor }, { timeoutMs: patienceMs }),
      })),
    );
    const wrong = answers.filter(({ reply }) => reply.error?.code !== -32602);
    const [first] = wrong;
    if (first === undefined) {
      const [shown] = answers;
      const reason = `a made-up cursor got error -32602 from ${answers.map(({ method }) => method).join(', ')}`;
      return context.passed(reason, [...(shown?.reply.sent ?? []), shown?.reply.frame]);
    }
    const reason = `expected error -32602 for a made-up cursor; ${wrong.map(({ method }) => method).join(', ')} got something else, for example ${describeReply(first.reply)}`;
    return context.violated(reason, [...first.reply.sent, first.reply.frame]);
  },
};
