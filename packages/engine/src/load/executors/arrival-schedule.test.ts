import { expect, test } from 'vitest';
import { type ArrivalSchedule, constantArrivals, rampingArrivals } from './arrival-schedule.ts';
import { rampingUsers } from './closed-plans.ts';

function timesOf(schedule: ArrivalSchedule): number[] {
  const times: number[] = [];
  for (let at = schedule.next(); at !== undefined; at = schedule.next()) times.push(at);
  return times;
}

test('a constant rate is evenly spaced, the first start at once', () => {
  const times = timesOf(constantArrivals(500, 2));
  expect(times).toHaveLength(1_000);
  expect(times.slice(0, 3)).toEqual([0, 2, 4]);
  expect(timesOf(constantArrivals(0.5, 10))).toEqual([0, 2000, 4000, 6000, 8000]);
});

test('under a ramp the k-th start is where the area reaches k', () => {
  const stages = [
    { seconds: 10, target: 20 },
    { seconds: 5, target: 20 },
    { seconds: 10, target: 0 },
  ];
  const schedule = rampingArrivals(0, stages);
  const times = timesOf(schedule);
  // 100 under the rise, 100 on the level, 100 under the fall.
  expect(times).toHaveLength(300);
  expect(times.filter((at) => at <= 10_000)).toHaveLength(100);
  // Rising from nothing: k = t² for 2/s each second.
  expect(times[24]).toBeCloseTo(5_000, 6);
  expect(times.every((at, index) => index === 0 || at > (times[index - 1] ?? 0))).toBe(true);
  expect(times.at(-1)).toBeCloseTo(25_000, 3);
  expect([schedule.rateAt(5_000), schedule.rateAt(12_000), schedule.rateAt(20_000)]).toEqual([10, 20, 10]);
});

test('a stage without a rate has no starts and keeps what was begun of one', () => {
  const stages = [
    { seconds: 1, target: 1 },
    { seconds: 5, target: 0 },
  ];
  // Areas 0.5 and 2.5: starts at 1, 2 and 3.
  expect(timesOf(rampingArrivals(0, stages))).toHaveLength(3);
  expect(timesOf(rampingArrivals(0, [{ seconds: 3, target: 0 }]))).toEqual([]);
});

test('users go in a straight line from target to target', () => {
  const plan = rampingUsers({ type: 'ramping-vus', startVus: 2, stages: [{ seconds: 4, target: 10 }] });
  expect([0, 1_000, 4_000, 9_000].map((at) => plan.usersAt(at))).toEqual([2, 4, 10, 10]);
});
