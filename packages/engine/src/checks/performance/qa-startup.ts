import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { showMs, showPercentiles, sketchOf } from './figures.ts';

/** Hosts give a server ten seconds or less to start, on machines that start several at once. */
const slowMs = 5_000;

export const qaStartupCheck: Check = {
  id: 'qa-startup',
  area: 'performance',
  title: 'The first answer comes within five seconds of the start',
  level: 'SHOULD',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/lifecycle#initialization',
  fix: 'Answer the opening first and load what is heavy afterwards, or at the first call that needs it.',
  run(context) {
    const connections = Map.groupBy(context.tour.frames(), ({ connection }) => connection);
    const starts = [...connections.entries()].flatMap(([connection, frames]) => {
      if (!context.tour.isOrdinary(connection)) return [];
      const answer = frames.find(({ kind, direction, json }) => {
        return kind === 'message' && direction === 'received' && isJsonObject(json) && isJsonObject(json.result);
      });
      const spawned = frames.find(({ note }) => note?.startsWith('spawned'));
      const asked = frames.find(({ kind, direction }) => kind === 'message' && direction === 'sent');
      const from = context.transport === 'stdio' ? spawned : asked;
      if (answer === undefined || from === undefined) return [];
      return [{ from, answer, ms: (answer.lastByteNs - from.lastByteNs) / 1e6 }];
    });
    if (starts.length === 0) return context.untestable('no ordinary connection got an answer');
    const what = context.transport === 'stdio' ? 'from the start of the process' : 'from the first request';
    const told = `${what} to the first answer: ${showPercentiles(sketchOf(starts.map(({ ms }) => ms)))}`;
    const slow = starts.filter(({ ms }) => ms > slowMs);
    const [first] = slow;
    if (first === undefined || slow.length * 2 <= starts.length) return context.passed(told);
    return context.violated(`${slow.length} of ${starts.length} starts took more than ${showMs(slowMs)}; ${told}`, [
      first.from,
      first.answer,
    ]);
  },
};
