import type { CallRecorder } from '../record/call-recorder.ts';
import type { MeasuredSet } from '../record/measured-set.ts';
import type { ParsedThreshold } from './parse-threshold.ts';

/** The last reading of the server's own use; null where it cannot be read. */
export interface ServerGauges {
  cpuPercent: number | null;
  rssBytes: number | null;
  openFiles: number | null;
}

export interface ThresholdJudgement {
  /** Null where there was nothing to judge. */
  ok: boolean | null;
  observed: number | null;
}

/** A threshold on all that was measured so far. `seconds`: for how long. */
export function judgeThreshold(
  threshold: ParsedThreshold,
  set: MeasuredSet,
  gauges: ServerGauges,
  seconds: number,
): ThresholdJudgement {
  const observed = observe(threshold, set, gauges, seconds);
  return { observed, ok: observed === null ? null : compare(observed, threshold) };
}

function observe(
  { metric, call, method }: ParsedThreshold,
  set: MeasuredSet,
  gauges: ServerGauges,
  seconds: number,
): number | null {
  const recorder = call === null ? set.total : set.find(call);
  const perSecond = (count: number) => (seconds > 0 ? count / seconds : null);
  const counter = (count: number) => (method.name === 'rate' ? perSecond(count) : count);
  switch (metric) {
    case 'server_cpu':
      return gauges.cpuPercent;
    case 'server_rss':
      return gauges.rssBytes;
    case 'open_files':
      return gauges.openFiles;
    case 'dropped':
      return counter(set.dropped);
    case 'calls':
      return counter(recorder?.calls ?? 0);
    case 'bytes_received':
      return counter(recorder?.bytesReceived ?? 0);
    case 'failed':
      return recorder === undefined || recorder.calls === 0 ? null : recorder.failed / recorder.calls;
    case 'latency':
    case 'first_byte':
      return recorder === undefined ? null : observeTrend(metric, method, recorder);
  }
}

function observeTrend(
  metric: 'latency' | 'first_byte',
  method: ParsedThreshold['method'],
  recorder: CallRecorder,
): number | null {
  const sketch = metric === 'latency' ? recorder.latency : recorder.firstByte;
  if (sketch.count === 0) return null;
  if (method.name === 'quantile') return sketch.quantile(method.quantile);
  if (method.name === 'min') return sketch.min;
  return method.name === 'max' ? sketch.max : sketch.sum / sketch.count;
}

function compare(observed: number, { operator, bound }: ParsedThreshold): boolean {
  switch (operator) {
    case '>':
      return observed > bound;
    case '>=':
      return observed >= bound;
    case '<':
      return observed < bound;
    case '<=':
      return observed <= bound;
    case '==':
    case '===':
      return observed === bound;
    case '!=':
      return observed !== bound;
  }
}
