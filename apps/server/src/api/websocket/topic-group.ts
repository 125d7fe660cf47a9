import type { LabEvent } from '@mcp-lab/contracts';
import { mergeSnapshots } from './merge-snapshots.ts';
import type { Topic } from './topic.ts';

/** A frame ready to be sent to everybody who wants the same, and which events it stands for. */
export interface Frame {
  text: string;
  fromSeq: number;
  toSeq: number;
}

/** Well below what may wait for one client, so that a burst does not look like a slow client. */
const maxFrameLength = 128 * 1024;

/** The events of one channel as frames, in order; one that is larger than a frame gets its own. */
export function* buildEventsFrames(channel: string, events: readonly LabEvent[]): Generator<Frame> {
  let parts: string[] = [];
  let length = 0;
  let fromSeq = 0;
  let toSeq = 0;
  const frame = (): Frame => ({
    text: `{"type":"events","seq":${toSeq},"channel":${JSON.stringify(channel)},"events":[${parts.join(',')}]}`,
    fromSeq,
    toSeq,
  });
  for (const { seq, at, type, payload } of events) {
    const part = JSON.stringify({ seq, at, type, payload });
    if (parts.length > 0 && length + part.length > maxFrameLength) {
      yield frame();
      parts = [];
      length = 0;
    }
    if (parts.length === 0) fromSeq = seq;
    parts.push(part);
    length += part.length;
    toSeq = seq;
  }
  if (parts.length > 0) yield frame();
}

/** The workers sample this often: a subscriber that wants it as often or more often gets every sample. */
const samplingSeconds = 5;

/** All who want the same: frames are built once for all of them. */
export class TopicGroup<Member> {
  readonly members = new Set<Member>();
  readonly #topic: Topic;
  readonly #send: (members: ReadonlySet<Member>, frame: Frame) => void;
  #held: LabEvent[] = [];
  #flush: NodeJS.Timeout | undefined;

  constructor(topic: Topic, send: (members: ReadonlySet<Member>, frame: Frame) => void) {
    this.#topic = topic;
    this.#send = send;
  }

  deliver(events: readonly LabEvent[]): void {
    const wanted = events.filter(this.#topic.wants);
    if (wanted.length === 0) return;
    const { intervalSeconds } = this.#topic;
    if (intervalSeconds === null || intervalSeconds <= samplingSeconds) {
      this.#sendAll(wanted);
      return;
    }
    this.#held.push(...wanted);
    this.#flush ??= setTimeout(() => this.#flushHeld(), intervalSeconds * 1000);
  }

  dispose(): void {
    clearTimeout(this.#flush);
  }

  #flushHeld(): void {
    this.#flush = undefined;
    const merged = mergeSnapshots(this.#held.filter((event) => event.type === 'metrics.sampled'));
    this.#held = [];
    if (merged !== undefined) this.#sendAll([merged]);
  }

  #sendAll(events: readonly LabEvent[]): void {
    for (const frame of buildEventsFrames(this.#topic.name, events)) this.#send(this.members, frame);
  }
}
