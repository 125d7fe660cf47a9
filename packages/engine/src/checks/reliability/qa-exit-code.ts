import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { endingFrames } from '../transport-stdio/process-ending.ts';

export const qaExitCodeCheck: Check = {
  id: 'qa-exit-code',
  area: 'reliability',
  title: 'A process whose stdin was closed exits with code 0',
  level: 'SHOULD',
  revisions,
  transports: ['stdio'],
  isolation: 'tour',
  spec: 'basic/transports/stdio#shutdown',
  fix: 'The end of stdin is the ordinary way to stop: exit with code 0, so that supervisors do not take it for a crash.',
  run(context) {
    const frames = context.tour.frames();
    const connections = [...new Set(frames.map(({ connection }) => connection))].filter(context.tour.isOrdinary);
    const endings = connections.flatMap((connection) => {
      const ending = endingFrames(frames, connection);
      const notes = ending.map(({ note = '' }) => note);
      const exit = notes.find((note) => note.startsWith('exited with code'));
      const isOrderly = notes.includes('stdin closed') && !notes.some((note) => note.includes('SIG'));
      return exit !== undefined && isOrderly ? [{ exit, ending }] : [];
    });
    if (endings.length === 0) return context.untestable('no process left by itself after its stdin was closed');
    const odd = endings.find(({ exit }) => exit !== 'exited with code 0');
    if (odd === undefined) return context.passed(`all ${endings.length} processes exited with code 0`);
    return context.violated(`after its stdin was closed the process ${odd.exit}, not 0`, odd.ending);
  },
};
