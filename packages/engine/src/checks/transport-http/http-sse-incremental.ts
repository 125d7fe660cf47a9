import { type Frame, isJsonObject, type Reply } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { streamableHttpOnly, streamableHttpRevisions } from './streamable-http-scope.ts';

const progressToken = 'lab-incremental';
/** Of a call that is over sooner nobody can say whether its events were held back. */
const shortestMs = 100;
/** One report may be made at the very end; several in one moment were made before and kept. */
const fewestReports = 3;
/** What arrives within this time, and within this share of the whole, arrives together. */
const togetherMs = 50;
const togetherShare = 0.1;

export const httpSseIncrementalCheck: Check = {
  id: 'http-sse-incremental',
  area: 'transport-http',
  title: 'Progress arrives while the call runs, not together with its result',
  level: 'MUST',
  derived: 'duty',
  revisions: streamableHttpRevisions,
  transports: streamableHttpOnly,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#receiving-messages',
  fix: 'Flush every event as it is written; switch off compression and buffering for event streams in the server and in proxies before it.',
  async run(context) {
    const call = context.call('progress') ?? context.call('slow');
    if (call === undefined) return context.needsCall('progress');
    const session = await context.shared();
    const options = { meta: { progressToken }, timeoutMs: patienceMs };
    const reply = await callTool(session, context.tour.tools, call, options);
    if (reply.frame === undefined) return context.untestable(`${call.name} got ${describeReply(reply)}`);
    const reports = reply.related.filter(isReport);
    const durationMs = (reply.frame.lastByteNs - reply.startedNs) / 1e6;
    if (durationMs < shortestMs || reports.length < fewestReports) {
      const seen = `${call.name} took ${Math.round(durationMs)} ms and reported progress ${reports.length} times`;
      return context.untestable(
        `${seen}: name as calls.progress one that takes at least ${shortestMs} ms and reports ${fewestReports} times`,
      );
    }
    const leadMs = leadOf(reports, reply.frame);
    const told = `the first of ${reports.length} progress reports of ${call.name} came ${Math.round(leadMs)} ms before its result, which took ${Math.round(durationMs)} ms`;
    return leadMs > Math.min(togetherMs, durationMs * togetherShare)
      ? context.passed(told, evidenceOf(reply, reports))
      : context.violated(told, evidenceOf(reply, reports));
  },
};

function isReport({ json }: Frame): boolean {
  if (!isJsonObject(json) || json.method !== 'notifications/progress') return false;
  return isJsonObject(json.params) && json.params.progressToken === progressToken;
}

function leadOf([first]: readonly Frame[], result: Frame): number {
  return (result.lastByteNs - (first?.lastByteNs ?? result.lastByteNs)) / 1e6;
}

function evidenceOf(reply: Reply, reports: readonly Frame[]): Frame[] {
  return [...reports.slice(0, 1), ...replyEvidence(reply)];
}
