import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { stillServes } from './still-serves.ts';

/** Groups of input that no parser should fall over, each with what it is. */
const malformed: readonly [what: string, bytes: Uint8Array][] = [
  ['truncated JSON', Buffer.from('{"jsonrpc":"2.0","id":77,"method":"tools/li')],
  ['text that is no JSON', Buffer.from('hello, is anybody there?')],
  ['bytes that are no UTF-8', Uint8Array.of(0x7b, 0xff, 0xfe, 0x80, 0x7d)],
  ['a byte order mark before a message', Buffer.from('\ufeff{"jsonrpc":"2.0","method":"notifications/none"}')],
  ['a JSON scalar', Buffer.from('42')],
  ['a key that is given twice', Buffer.from('{"jsonrpc":"2.0","jsonrpc":"1.0","method":"x","method":7}')],
  ['a lone surrogate', Buffer.from('{"jsonrpc":"2.0","method":"\\ud800"}')],
];
/** Some of it deserves no answer. */
const answerWaitMs = 50;

export const qaSurvivesMalformedCheck: Check = {
  id: 'qa-survives-malformed',
  area: 'robustness',
  title: 'After malformed input an ordinary request still works',
  level: 'MUST',
  derived: 'duty',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/index#error-codes',
  fix: 'Catch what the parser throws for each message, answer with an error or drop the message, and go on reading.',
  async run(context) {
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    for (const [what, bytes] of malformed) {
      const odd = await session.sendRaw(bytes, { timeoutMs: answerWaitMs });
      const { serves, reply } = await stillServes(session);
      if (serves) continue;
      const reason = `after ${what} an ordinary request got ${describeReply(reply)}`;
      return context.violated(reason, [...odd.sent, ...replyEvidence(reply)]);
    }
    return context.passed(`still serves after each of ${malformed.map(([what]) => what).join(', ')}`);
  },
};
