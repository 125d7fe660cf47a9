import type { Frame } from '@mcp-lab/wire';

const windowNs = 1e9;

/** The most frames that came within any one second, in order of arrival. */
export function mostInOneSecond(frames: readonly Frame[]): number {
  let most = 0;
  let first = 0;
  frames.forEach((frame, index) => {
    while ((frames[first]?.lastByteNs ?? frame.lastByteNs) < frame.lastByteNs - windowNs) first++;
    most = Math.max(most, index - first + 1);
  });
  return most;
}
