export interface EarlyEnd {
  reason: string;
  hint: string | null;
  cancelled: boolean;
}

/** What may end a run before its plan is done: the user, the time, or the server's death. */
export interface RunClock {
  readonly signal: AbortSignal;
  /** Set as soon as one of them happened. The server's death does not abort the signal: passive checks still run. */
  readonly endedEarly: EarlyEnd | undefined;
  serverDied(reason: string): void;
  stop(): void;
}

export function createRunClock(userSignal: AbortSignal | undefined, maxRunMs: number): RunClock {
  const controller = new AbortController();
  let endedEarly: EarlyEnd | undefined;
  const end = (why: EarlyEnd) => {
    endedEarly ??= why;
    controller.abort(new Error(why.reason));
  };
  const onCancel = () => end({ reason: 'the run was cancelled', hint: null, cancelled: true });
  const timer = setTimeout(
    () =>
      end({
        reason: `the run did not finish within ${Math.round(maxRunMs / 1000)} s`,
        hint: 'Give the run more time, or fewer checks.',
        cancelled: false,
      }),
    maxRunMs,
  );
  userSignal?.addEventListener('abort', onCancel, { once: true });
  if (userSignal?.aborted) onCancel();
  return {
    signal: controller.signal,
    get endedEarly() {
      return endedEarly;
    },
    serverDied(reason) {
      endedEarly ??= {
        reason,
        hint: 'See the last frames and the stderr of the server in the transcript.',
        cancelled: false,
      };
    },
    stop() {
      clearTimeout(timer);
      userSignal?.removeEventListener('abort', onCancel);
    },
  };
}
