import type { Transcript } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';

const known = new WeakMap<Transcript, Map<string, Promise<unknown>>>();

/**
 * What many checks want to know is found out once a run and revision. A failure is not kept, so that the next check
 * tries again: the session it was tried on may have ended with its own check.
 */
export function oncePerRun<Value>(
  context: Pick<CheckContext, 'transcript' | 'revision'>,
  name: string,
  find: () => Promise<Value>,
): Promise<Value> {
  const ofRun = known.get(context.transcript) ?? new Map<string, Promise<unknown>>();
  known.set(context.transcript, ofRun);
  const key = `${context.revision} ${name}`;
  const earlier = ofRun.get(key) as Promise<Value> | undefined;
  if (earlier !== undefined) return earlier;
  const found = find();
  ofRun.set(key, found);
  found.catch(() => ofRun.delete(key));
  return found;
}
