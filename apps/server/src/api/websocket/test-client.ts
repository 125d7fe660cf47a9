import { type ServerMessage, serverMessageSchema } from '@mcp-lab/contracts';
import { WebSocket } from 'ws';

/** A WebSocket client for tests: keeps every message, and lets a test wait for one. */
export class TestClient {
  readonly messages: ServerMessage[] = [];
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  readonly opened: Promise<void>;
  #waiting: (() => void)[] = [];

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(url.replace(/^http/, 'ws'), { headers });
    this.opened = new Promise((resolve, reject) => {
      this.socket.once('open', () => resolve());
      this.socket.once('error', reject);
    });
    // A test that expects no connection looks at `opened`.
    this.opened.catch(() => {});
    this.closed = new Promise((resolve) => {
      this.socket.once('close', (code) => resolve(code));
    });
    this.socket.on('message', (data) => {
      this.messages.push(serverMessageSchema.parse(JSON.parse(String(data))));
      for (const look of this.#waiting.splice(0)) look();
    });
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  /** The first message, old or new, that fits. */
  async until<Type extends ServerMessage['type']>(
    type: Type,
    fits: (message: Extract<ServerMessage, { type: Type }>) => boolean = () => true,
  ): Promise<Extract<ServerMessage, { type: Type }>> {
    for (let seen = 0; ; ) {
      for (; seen < this.messages.length; seen++) {
        const message = this.messages[seen] as Extract<ServerMessage, { type: Type }>;
        if (message.type === type && fits(message)) return message;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Sequence numbers of all events so far on a channel, in order of arrival. */
  seqs(channel: string): number[] {
    return this.messages.flatMap((message) =>
      message.type === 'events' && message.channel === channel ? message.events.map((event) => event.seq) : [],
    );
  }
}
