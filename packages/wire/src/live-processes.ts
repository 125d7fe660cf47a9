/** Something that must not outlive this process. `killNow` is synchronous and safe to call twice. */
export interface LiveProcess {
  killNow(): void;
}

const live = new Set<LiveProcess>();
let hooked = false;

/** Registers a child for the exit of this process; returns the function that takes it off again. */
export function trackLiveProcess(child: LiveProcess): () => void {
  if (!hooked) {
    hooked = true;
    process.once('exit', killLiveProcesses);
  }
  live.add(child);
  return () => void live.delete(child);
}

/**
 * Kills every child this module knows, with all its descendants. Runs by itself when the process exits; an app calls
 * it from its signal handlers, since a signal's default action ends a process without its exit handlers.
 */
export function killLiveProcesses(): void {
  for (const child of live) child.killNow();
  live.clear();
}
