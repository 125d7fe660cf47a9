import type { LoadAnswer, LoadSession, PreparedCall } from '../load-session.ts';

/** `count` calls, so many at a time. Each answer is copied; rejects where a call ends twice, or before it was made. */
export function callAll(
  session: LoadSession,
  prepared: PreparedCall,
  count: number,
  atATime = count,
): Promise<LoadAnswer[]> {
  const answers: LoadAnswer[] = [];
  let started = 0;
  return new Promise((resolve, reject) => {
    const start = (): void => {
      let isDone = false;
      let isCalling = true;
      session.call(prepared, { n: started++, vu: 1 }, (answer) => {
        if (isDone || isCalling) reject(new Error('done was called twice or from within call'));
        isDone = true;
        answers.push({ ...answer });
        if (answers.length === count) resolve(answers);
        else if (started < count) start();
      });
      isCalling = false;
    };
    for (let lane = 0; lane < atATime; lane++) start();
  });
}

/** How many ended how. */
export function tally(answers: readonly LoadAnswer[]): Record<string, number> {
  return Object.fromEntries(
    Map.groupBy(answers, ({ outcome, detail }) => `${outcome}: ${detail}`)
      .entries()
      .map(([kind, all]) => [kind, all.length]),
  );
}
