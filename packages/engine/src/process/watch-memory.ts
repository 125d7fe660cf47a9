import type { TortureScene } from './torture.ts';

const lookMs = 100;

/** `stop` gives how much the memory rose at most, in bytes; undefined where it cannot be read. */
export function watchMemory({ usageOf }: TortureScene): { stop(): number | undefined } {
  const read = usageOf();
  const before = read?.()?.rssBytes;
  let most = 0;
  const look = () => {
    most = Math.max(most, read?.()?.rssBytes ?? 0);
  };
  const timer = setInterval(look, lookMs);
  return {
    stop() {
      clearInterval(timer);
      look();
      return before === undefined ? undefined : most - before;
    },
  };
}
