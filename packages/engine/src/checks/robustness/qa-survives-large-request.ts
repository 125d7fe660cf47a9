import { type JsonObject, revisions, type Session } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { borrowReady, openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { cheapMethod } from './cheap-method.ts';
import { stillServes } from './still-serves.ts';

const megabyte = 1024 * 1024;
/** The official SDK's own limit is 4 MiB. */
const sizes = [1, 4, 16];
const answerWaitMs = 10_000;

export const qaSurvivesLargeRequestCheck: Check = {
  id: 'qa-survives-large-request',
  area: 'robustness',
  title: 'Requests of 1, 4 and 16 MB are served or cleanly refused',
  level: 'MUST',
  derived: 'duty',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  destructive: true,
  quiet: 'server',
  spec: 'basic/transports/index#messages',
  fix: 'Limit the size of a message and refuse larger ones (HTTP 413, or an error) without dying or going deaf.',
  async run(context) {
    const told: string[] = [];
    const first = await borrowReady(context);
    if ('verdict' in first) return first;
    let session: Session = first;
    for (const size of sizes) {
      const meta: JsonObject = { 'example.test/padding': 'x'.repeat(size * megabyte) };
      const reply = await session.request(cheapMethod(session), undefined, {
        meta,
        timeoutMs: answerWaitMs,
      });
      told.push(`${size} MB got ${reply.status === 413 ? 'HTTP 413' : shortly(describeReply(reply))}`);
      const here = await stillServes(session);
      if (here.serves) continue;
      // Over HTTP a refusal may end the connection, which is fair: the server must not end with it. A process that is
      // deaf stays so.
      const next = session.process === undefined ? await openReady(context) : session;
      if ('verdict' in next) return context.violated(`${told.at(-1)}; after it no session could be opened`);
      const after = await stillServes(next);
      if (after.serves) {
        session = next;
        continue;
      }
      const reason = `${told.at(-1)}; after it an ordinary request got ${describeReply(after.reply)}`;
      return context.violated(reason, replyEvidence(after.reply));
    }
    return context.passed(told.join(', '));
  },
};

function shortly(text: string): string {
  return text.startsWith('{') ? 'a result' : text;
}
