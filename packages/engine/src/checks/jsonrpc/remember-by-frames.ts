import type { Frame } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';

/**
 * Keeps what was made of the frames of a run until more frames come: hundreds of checks look at the same thousands of
 * frames. Only for what depends on nothing but the tour and the transport.
 */
export function rememberByFrames<Context extends Pick<CheckContext, 'tour'>, Value>(
  make: (context: Context) => Value,
): (context: Context) => Value {
  // The tour gives the same array as long as nothing was added to it.
  const known = new WeakMap<readonly Frame[], { value: Value }>();
  return (context) => {
    const frames = context.tour.frames();
    const remembered = known.get(frames) ?? { value: make(context) };
    known.set(frames, remembered);
    return remembered.value;
  };
}
