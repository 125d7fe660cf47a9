import type { JsonObject, Reply, RequestOptions } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

/** A request whose headers are to be refused. */
export interface HeaderProbe {
  /** The subject of a sentence: `a request without Mcp-Method`. */
  what: string;
  method: string;
  params?: JsonObject;
  headers: NonNullable<RequestOptions['headers']>;
}

export interface ProbedHeaders {
  probe: HeaderProbe;
  reply: Reply;
}

/** Sends each of them in one fresh session; or says why that cannot be done. */
export async function probeHeaders(
  context: CheckContext,
  probes: readonly HeaderProbe[],
): Promise<ProbedHeaders[] | CheckOutcome> {
  const session = await openReady(context);
  if ('verdict' in session) return session;
  return Promise.all(
    probes.map(async (probe) => {
      const { method, params, headers } = probe;
      return { probe, reply: await session.request(method, params, { headers, timeoutMs: patienceMs }) };
    }),
  );
}

/** Each of them has to get HTTP 400, and `code` where one is given. */
export async function judgeHeaderRejections(
  context: CheckContext,
  probes: readonly HeaderProbe[],
  code?: number,
): Promise<CheckOutcome> {
  const probed = await probeHeaders(context, probes);
  if (!Array.isArray(probed)) return probed;
  const faulty = probed.filter(({ reply }) => !isRefusedWith(reply, code));
  const [first] = faulty;
  if (first === undefined) {
    const told = probed.map(({ probe, reply }) => `${probe.what} got ${describeReply(reply)}`);
    return context.passed(told.join('; '), replyEvidence(probed[0]?.reply));
  }
  const expected = `expected HTTP 400${code === undefined ? '' : ` with error ${code}`}`;
  const told = faulty.slice(0, 2).map(({ probe, reply }) => `${probe.what} got ${describeReply(reply)}`);
  return context.violated(`${expected}; ${told.join('; ')}`, replyEvidence(first.reply));
}

function isRefusedWith({ status, result, error }: Reply, code: number | undefined): boolean {
  return status === 400 && result === undefined && (code === undefined || error?.code === code);
}
