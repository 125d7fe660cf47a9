import type { Frame } from '@mcp-lab/wire';
import type { Check, CheckContext, CheckOutcome } from '../../check/check.ts';
import { everyTransport, revisionsSince } from './applies-to.ts';
import { describeReply } from './describe-reply.ts';
import { buildRequest, methodHeader } from './harmless-request.ts';
import { patienceMs } from './patience.ts';
import { strayResponsesSince } from './probe.ts';
import { quoteJson } from './quote.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
/** Latin, CJK, a character outside the BMP, a joined emoji, and one that JSON has to escape. */
const samples = ['grüße', '漢字', '𝄞-clef', '👩‍💻', 'line\u2028end\u0001'];

export const rpcUtf8Check: Check = {
  id: 'rpc-utf8',
  area: 'jsonrpc',
  title: 'Messages are UTF-8 and keep every character',
  level: 'MUST',
  revisions: revisionsSince('2025-03-26'),
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/transports/index#messages',
  fix: 'Read and write UTF-8 whatever the locale says, and do not cut strings inside a surrogate pair.',
  async run(context) {
    const session = await context.shared();
    const suffix = Math.floor(context.random() * 1e6);
    for (const [index, sample] of samples.entries()) {
      const id = `${sample}-${suffix}`;
      const json = JSON.stringify(buildRequest(context.revision, id));
      const bytes = index % 2 === 0 ? json : escapeNonAscii(json);
      const mark = context.transcript.now();
      const reply = await session.sendRaw(bytes, { headers: methodHeader(session), timeoutMs: patienceMs });
      if (reply.message !== undefined && reply.message.id === id) continue;
      const [stray] = strayResponsesSince(context, session, mark);
      const came = stray === undefined ? describeReply(reply) : quoteJson(stray.message);
      const reason = `a request with id ${JSON.stringify(id)} got ${came}`;
      return context.violated(reason, [...reply.sent, stray?.frame]);
    }
    return judgeBytes(context) ?? context.passed('non-ASCII, astral and escaped characters came back unchanged');
  },
};

/** All bytes of the run so far, this session's own answers among them. */
function judgeBytes(context: CheckContext): CheckOutcome | undefined {
  const messages = context.tour.frames().filter((frame) => frame.kind === 'message' && frame.direction === 'received');
  // A frame that was cut at the cap may end inside a character.
  const broken = messages.find((frame) => frame.droppedBytes === 0 && !isUtf8(frame));
  if (broken === undefined) return undefined;
  const hex = Buffer.from(broken.raw.subarray(0, 40)).toString('hex');
  return context.violated(`a message of ${broken.raw.length} bytes is not valid UTF-8; it begins ${hex}`, [broken]);
}

function isUtf8(frame: Frame): boolean {
  try {
    strictUtf8.decode(frame.raw);
    return true;
  } catch {
    return false;
  }
}

function escapeNonAscii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
