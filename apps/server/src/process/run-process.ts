/** How a process of the lab leaves. */
export interface ProcessLife {
  /** Stops taking work, finishes or releases what is under way. Resolves when done. `abandoned`: nobody is left to wait for it. */
  stop(abandoned: boolean): Promise<void>;
}

interface ProcessOptions {
  start(): Promise<ProcessLife>;
  /** One sentence for the person who started the lab, and the exit code; null for a bug. */
  explain(error: unknown): { message: string; exitCode: number } | null;
  /** Told before the process ends because of a bug. */
  onFatal(error: unknown): void;
  /** How long a stop may take before the process just ends. */
  stopWithinMs: number;
}

/**
 * Runs a child of the supervisor: leaves on SIGTERM, and when the supervisor is gone. Ctrl-C reaches the whole group of a
 * terminal, so SIGINT is left to the supervisor. A second SIGTERM ends it at once.
 */
export async function runProcess({ start, explain, onFatal, stopWithinMs }: ProcessOptions): Promise<void> {
  let life: ProcessLife | undefined;
  let leaving = false;

  const leave = async (exitCode: number, abandoned = false) => {
    if (leaving) process.exit(exitCode);
    leaving = true;
    setTimeout(() => process.exit(exitCode || 1), stopWithinMs).unref();
    try {
      await life?.stop(abandoned);
    } catch (error) {
      onFatal(error);
    }
    process.exit(exitCode);
  };
  const fail = (error: unknown) => {
    const explained = explain(error);
    if (explained === null) onFatal(error);
    else console.error(explained.message);
    void leave(explained?.exitCode ?? 70);
  };

  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => void leave(0));
  process.once('disconnect', () => void leave(0, true));
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  try {
    life = await start();
  } catch (error) {
    fail(error);
  }
}
