import { isUtf8 } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import type { FaultKind } from '@mcp-lab/contracts';

/** One line of a recording. */
export interface RecordedFrame {
  atMs: number;
  direction: 'to-server' | 'to-client';
  /** `stdin`, `stdout`, or the exchange over HTTP. */
  stream: string;
  /** As it came to the proxy. */
  bytes: Buffer;
  http?: { method?: string; url?: string; status?: number };
  struck: readonly FaultKind[];
}

export interface FrameRecorder {
  record(frame: Omit<RecordedFrame, 'atMs'>): void;
  close(): Promise<void>;
}

/** Writes everything that comes to a proxy to a file as JSON lines. Rejects where the file cannot be written. */
export async function createFrameRecorder(file: string): Promise<FrameRecorder> {
  const startedMs = performance.now();
  const out = createWriteStream(file, { mode: 0o600 });
  await new Promise<void>((resolve, reject) => {
    out.once('open', () => resolve());
    out.once('error', reject);
  });
  let failure: Error | undefined;
  out.on('error', (error) => {
    failure ??= error;
  });
  return {
    record({ direction, stream, bytes, http, struck }) {
      if (failure !== undefined) return;
      const atMs = Math.round((performance.now() - startedMs) * 1000) / 1000;
      const content = isUtf8(bytes) ? { text: bytes.toString('utf8') } : { base64: bytes.toString('base64') };
      out.write(
        `${JSON.stringify({ atMs, direction, stream, ...(http === undefined ? {} : { http }), ...content, struck })}\n`,
      );
    },
    async close() {
      await new Promise<void>((resolve) => out.end(() => resolve()));
      if (failure !== undefined) throw failure;
    },
  };
}
