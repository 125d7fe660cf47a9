import type { Frame } from '@mcp-lab/wire';

/** Whether the process of these frames ended with an exit code of its own, untouched by any signal. */
export function leftByItself(frames: readonly Frame[]): boolean {
  const notes = frames.flatMap(({ kind, note }) => (kind === 'lifecycle' && note !== undefined ? [note] : []));
  return notes.some((note) => note.startsWith('exited with code')) && !notes.some((note) => note.includes('SIG'));
}

/** What was done to the process of a connection, and how it ended. */
export function endingFrames(frames: readonly Frame[], connection: number): Frame[] {
  return frames.filter((frame) => frame.connection === connection && frame.kind === 'lifecycle');
}
