/** What one generator says of the server that stalls. Milliseconds; null where it does not say. */
export interface OmissionRow {
  name: string;
  /** How it was asked to put the load on. */
  load: string;
  calls: number;
  rate: number;
  p50: number | null;
  p90: number | null;
  p95: number | null;
  p99: number | null;
  max: number | null;
  note: string;
}

export interface OmissionLoad {
  url: string;
  rate: number;
  seconds: number;
}
