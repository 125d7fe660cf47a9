import type { Transcript } from '@mcp-lab/wire';
import type { ConnectionInfo } from './run-document.ts';

/** Remembers who opened which connection of a transcript. */
export interface ConnectionLog {
  readonly connections: readonly ConnectionInfo[];
  /** The same transcript; connections that are opened through it are entered with these particulars. */
  transcriptFor(info: Omit<ConnectionInfo, 'connection'>, onOpen?: (info: ConnectionInfo) => void): Transcript;
}

export function createConnectionLog(transcript: Transcript): ConnectionLog {
  const connections: ConnectionInfo[] = [];
  return {
    connections,
    transcriptFor: (info, onOpen) => ({
      get frames() {
        return transcript.frames;
      },
      get dropped() {
        return transcript.dropped;
      },
      startedAt: transcript.startedAt,
      now: () => transcript.now(),
      append: (frame) => transcript.append(frame),
      onFrame: (listener) => transcript.onFrame(listener),
      nextConnection() {
        const connection = transcript.nextConnection();
        connections.push({ ...info, connection });
        onOpen?.({ ...info, connection });
        return connection;
      },
    }),
  };
}
