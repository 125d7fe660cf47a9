import type { BenchmarkComparison } from '@mcp-lab/contracts';

export interface CompareOptions {
  /** `interleaved`: the runs of both sides at one place were made one after the other, on one machine, in one session. */
  method: BenchmarkComparison['method'];
  baseLabel?: string;
  headLabel?: string;
  /** Of the intervals. Default 0.95. */
  confidence?: number;
  /** An adjusted p above this proves nothing. Default 0.01. */
  alpha?: number;
  /** The smallest change that matters, as a share: 0.05 takes 1/1.05 to 1.05 times for the same. Default 0.05. */
  margin?: number;
  /** The same for the share of failed calls, as a difference. Default 0.005. */
  failedMargin?: number;
  /** Of the bootstrap. Default 1. */
  seed?: number;
  /** Draws of the bootstrap. Default 10,000. */
  resamples?: number;
}

export const defaultComparison = {
  confidence: 0.95,
  alpha: 0.01,
  margin: 0.05,
  failedMargin: 0.005,
  seed: 1,
  resamples: 10_000,
};

/** Fewer runs a side than this are shown but judge nothing. */
export const fewestRuns = 4;
