import type { LoadSession, PreparedCall } from '@mcp-lab/wire';
import type { TortureScene } from './torture.ts';

const mostTools = 3;

/** The calls a torture keeps a server busy with: a list, and tools that may be called. */
export function prepareWork(
  session: LoadSession,
  { cheapMethod, callable }: Pick<TortureScene, 'cheapMethod' | 'callable'>,
): PreparedCall[] {
  const tools = callable.slice(0, mostTools);
  return [
    session.prepare(cheapMethod, {}),
    ...tools.map(({ name, arguments: args }) => session.prepare('tools/call', { name, arguments: args })),
  ];
}

export interface WorkOptions {
  inFlight: number;
  maxCalls: number;
  untilMs: number;
  /** After each so many calls. */
  every: number;
  onEvery(calls: number): void;
  now(): number;
  signal: AbortSignal;
}

export interface WorkDone {
  calls: number;
  failed: number;
  /** Of the first that failed. */
  failure: string | null;
}

/** Keeps so many calls under way until the time or the number is reached. */
export function keepBusy(
  session: LoadSession,
  calls: readonly PreparedCall[],
  options: WorkOptions,
): Promise<WorkDone> {
  const { inFlight, maxCalls, untilMs, every, onEvery, now, signal } = options;
  const done: WorkDone = { calls: 0, failed: 0, failure: null };
  const { promise, resolve } = Promise.withResolvers<WorkDone>();
  let begun = 0;
  let underWay = 0;
  const mayGoOn = () => begun < maxCalls && !session.closed && !signal.aborted && now() < untilMs;
  const start = () => {
    const call = calls[begun % calls.length];
    if (call === undefined) return;
    const n = ++begun;
    underWay++;
    session.call(call, { n, vu: 1 }, (answer) => {
      underWay--;
      done.calls++;
      // A tool that refuses what was made up for it has done its work, too.
      if (answer.outcome !== 'ok' && answer.outcome !== 'tool_error') {
        done.failed++;
        done.failure ??= `${answer.outcome}${answer.detail === '' ? '' : ` (${answer.detail})`}`;
      }
      if (done.calls % every === 0) onEvery(done.calls);
      if (mayGoOn()) start();
      else if (underWay === 0) resolve(done);
    });
  };
  for (let count = 0; count < inFlight && mayGoOn(); count++) start();
  if (begun === 0) resolve(done);
  return promise;
}
