import type { FrameView } from '@mcp-lab/contracts';
import { encodeFrame } from '@mcp-lab/engine/run/encode-frame';
import type { Frame } from '@mcp-lab/wire';
import { toFrameView } from './to-frame-view.ts';

/** Of one frame, and of a whole call: with all that JSON escapes it fits into one report. */
const maxFrameText = 64 * 1024;
const maxTotalBytes = 384 * 1024;
const maxFrames = 500;

/** What goes over the wire during one call. */
export class CallFrames {
  #frames: Frame[] = [];
  #droppedFrames = 0;
  #bytes = 0;

  take(frame: Frame): void {
    const bytes = Math.min(frame.raw.length, maxFrameText);
    if (this.#bytes + bytes > maxTotalBytes || this.#frames.length >= maxFrames) {
      this.#droppedFrames++;
      return;
    }
    this.#bytes += bytes;
    this.#frames.push(frame);
  }

  /** What came before belongs to the preparation. */
  clear(): void {
    this.#frames = [];
    this.#droppedFrames = 0;
    this.#bytes = 0;
  }

  show(redact: (text: string) => string): { frames: FrameView[]; droppedFrames: number } {
    // A transcript that keeps nothing numbers nothing.
    const frames = this.#frames.map((frame, seq) => toFrameView(encodeFrame({ ...frame, seq }, redact), maxFrameText));
    return { frames, droppedFrames: this.#droppedFrames };
  }
}
