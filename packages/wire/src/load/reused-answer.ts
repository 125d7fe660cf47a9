import type { Exchange } from './exchange.ts';
import type { Flaw } from './judge-answer.ts';
import type { LoadAnswer, LoadOutcome } from './load-session.ts';

/** The one answer of a session, filled anew for each call. */
export class ReusedAnswer implements LoadAnswer {
  outcome: LoadOutcome = 'ok';
  detail = '';
  sentNs = 0;
  firstByteNs: number | null = null;
  endedNs = 0;
  bytesSent = 0;
  bytesReceived = 0;

  fill(
    exchange: Exchange,
    flaw: Flaw | undefined,
    endedNs: number,
    firstByteNs: number | null,
    bytesReceived: number,
  ): this {
    this.outcome = flaw === undefined ? 'ok' : flaw.outcome;
    this.detail = flaw === undefined ? '' : flaw.detail;
    this.sentNs = exchange.sentNs;
    this.firstByteNs = firstByteNs;
    this.endedNs = endedNs;
    this.bytesSent = exchange.text === '' ? exchange.bytesSent : 0;
    this.bytesReceived = bytesReceived;
    return this;
  }
}
