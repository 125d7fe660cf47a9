import type { WireLimits } from './open-options.ts';

const MiB = 1024 * 1024;

export const defaultLimits: WireLimits = {
  maxFrameBytes: 8 * MiB,
  maxBodyBytes: 32 * MiB,
  maxTranscriptBytes: 64 * MiB,
  maxDepth: 128,
};

export function resolveLimits(limits: Partial<WireLimits> = {}): WireLimits {
  return {
    maxFrameBytes: limits.maxFrameBytes ?? defaultLimits.maxFrameBytes,
    maxBodyBytes: limits.maxBodyBytes ?? defaultLimits.maxBodyBytes,
    maxTranscriptBytes: limits.maxTranscriptBytes ?? defaultLimits.maxTranscriptBytes,
    maxDepth: limits.maxDepth ?? defaultLimits.maxDepth,
  };
}
