import type { Revision, Transcript } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';

/**
 * Lets several checks look at one thing that takes a process of its own, or seconds, to be seen: the first to ask has it
 * done, once a run and revision. What it found has to stand in frames and values, as its sessions close with that check.
 */
export function observeOnce<Seen>(
  observe: (context: CheckContext) => Promise<Seen>,
): (context: CheckContext) => Promise<Seen> {
  const known = new WeakMap<Transcript, Map<Revision, Promise<Seen>>>();
  return (context) => {
    const ofRun = known.get(context.transcript) ?? new Map<Revision, Promise<Seen>>();
    known.set(context.transcript, ofRun);
    const seen = ofRun.get(context.revision) ?? observe(context);
    ofRun.set(context.revision, seen);
    return seen.catch((error: unknown) => {
      ofRun.delete(context.revision);
      throw error;
    });
  };
}
