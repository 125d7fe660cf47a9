import type { CallStats, OutcomeCounts } from '@mcp-lab/contracts';
import { QuantileSketch } from '../../statistics/quantile-sketch.ts';
import type { CallSample } from './call-sample.ts';
import { addOutcomes, noOutcomes } from './outcome-counts.ts';
import { quantilesOf } from './quantiles-of.ts';

/** What is known of one kind of call, or of all. Its size does not grow with the number of calls. */
export class CallRecorder {
  calls = 0;
  bytesSent = 0;
  bytesReceived = 0;
  readonly outcomes: OutcomeCounts = noOutcomes();
  readonly latency = new QuantileSketch();
  readonly firstByte = new QuantileSketch();

  get failed(): number {
    return this.calls - this.outcomes.ok;
  }

  record({ outcome, latencyMs, firstByteMs, bytesSent, bytesReceived }: CallSample): void {
    this.calls++;
    this.outcomes[outcome]++;
    this.bytesSent += bytesSent;
    this.bytesReceived += bytesReceived;
    if (latencyMs !== null) this.latency.record(latencyMs);
    if (firstByteMs !== null) this.firstByte.record(firstByteMs);
  }

  merge(other: CallRecorder): void {
    this.calls += other.calls;
    this.bytesSent += other.bytesSent;
    this.bytesReceived += other.bytesReceived;
    addOutcomes(this.outcomes, other.outcomes);
    this.latency.merge(other.latency);
    this.firstByte.merge(other.firstByte);
  }

  report(name: string, seconds: number): CallStats {
    return {
      name,
      calls: this.calls,
      rate: seconds > 0 ? this.calls / seconds : 0,
      failedRatio: this.calls === 0 ? 0 : this.failed / this.calls,
      outcomes: { ...this.outcomes },
      latencyMs: quantilesOf(this.latency),
      firstByteMs: quantilesOf(this.firstByte),
      bytesSent: this.bytesSent,
      bytesReceived: this.bytesReceived,
      latencySketch: this.latency.toBase64(),
    };
  }
}
