import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';

/** What a host writes to a log file for each server; more of it fills disks. */
const manyBytes = 256 * 1024;

export const qaStderrVolumeCheck: Check = {
  id: 'qa-stderr-volume',
  area: 'reliability',
  title: 'Standard error is used with restraint',
  level: 'MAY',
  revisions,
  transports: ['stdio'],
  isolation: 'tour',
  spec: 'basic/transports/stdio',
  fix: 'Log what an operator needs; leave debug output off unless it is asked for.',
  run(context) {
    const chunks = Map.groupBy(
      context.tour.frames().filter(({ kind }) => kind === 'stderr'),
      ({ connection }) => connection,
    );
    const volumes = [...chunks.values()].map((frames) => ({
      frames,
      bytes: frames.reduce((sum, { raw, droppedBytes }) => sum + raw.length + droppedBytes, 0),
    }));
    const worst = volumes.reduce<(typeof volumes)[number] | undefined>(
      (most, one) => (one.bytes > (most?.bytes ?? 0) ? one : most),
      undefined,
    );
    if (worst === undefined) return context.passed('nothing was written to stderr');
    const told = `at most ${worst.bytes} bytes of stderr from one process`;
    return worst.bytes <= manyBytes
      ? context.passed(told)
      : context.violated(`${told}, in the time of one check`, worst.frames.slice(0, 1));
  },
};
