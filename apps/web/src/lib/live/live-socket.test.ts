import type { AddressInfo } from 'node:net';
import type { ServerMessage } from '@mcp-lab/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type WebSocket as Peer, WebSocketServer } from 'ws';
import { LiveSocket } from './live-socket.ts';

let server: WebSocketServer;
let peers: Peer[];
let received: { type: string; channel?: string; since?: number }[];
let socket: LiveSocket | undefined;

beforeEach(async () => {
  peers = [];
  received = [];
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (peer) => {
    peers.push(peer);
    peer.on('message', (data) => {
      const message = JSON.parse(String(data));
      received.push(message);
      if (message.type === 'auth') say({ type: 'ready', seq: 10, userId: 'u' });
      if (message.type === 'subscribe') say({ type: 'subscribed', seq: message.since ?? 10, channel: message.channel });
    });
  });
});
afterEach(async () => {
  socket?.stop();
  await new Promise((resolve) => server.close(resolve));
});

const say = (message: ServerMessage) => peers.at(-1)?.send(JSON.stringify(message));
const subscribesSeen = () => received.filter((message) => message.type === 'subscribe');

function open(createTicket: () => Promise<string> = () => Promise.resolve('ticket')) {
  const seen = { gaps: [] as string[], events: [] as number[], states: [] as string[], forbidden: 0 };
  socket = new LiveSocket({
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    createTicket,
    openSocket: (url) => new WebSocket(url),
    random: () => 0,
    onEvents: (_channel, events) => seen.events.push(...events.map((event) => event.seq)),
    onGap: (channel) => seen.gaps.push(channel),
    onForbidden: () => {
      seen.forbidden += 1;
    },
    onState: (state) => seen.states.push(state),
  });
  socket.start();
  return { socket, seen };
}

const noticed = (seq: number) => ({
  seq,
  at: 1,
  type: 'system.noticed',
  payload: { level: 'info', message: 'hello' },
});

test('the ticket is the first message, and a first subscription asks for what was missed before it', async () => {
  const { socket: live, seen } = open();
  live.subscribe('events');
  await expect.poll(() => seen.gaps).toEqual(['events']);
  expect(received.map((message) => message.type)).toEqual(['auth', 'subscribe']);
  expect(seen.states).toEqual(['connecting', 'live']);
});

test('after an interruption it resumes from the newest event it has seen', async () => {
  const { socket: live, seen } = open();
  live.subscribe('events');
  await expect.poll(() => seen.gaps).toHaveLength(1);
  say({ type: 'events', seq: 14, channel: 'events', events: [noticed(12), noticed(14)] });
  await expect.poll(() => seen.events).toEqual([12, 14]);
  peers[0]?.close(1012);
  await expect.poll(() => subscribesSeen()).toHaveLength(2);
  expect(subscribesSeen()[1]).toMatchObject({ channel: 'events', since: 14 });
  expect(seen.gaps).toHaveLength(1);
});

test('an announced gap is handed on and resumed after', async () => {
  const { socket: live, seen } = open();
  live.subscribe('events');
  await expect.poll(() => seen.gaps).toHaveLength(1);
  say({ type: 'gap', seq: 30, channel: 'events', from: 11, to: 30 });
  await expect.poll(() => seen.gaps).toHaveLength(2);
  peers[0]?.terminate();
  await expect.poll(() => subscribesSeen()[1]?.since).toBe(30);
});

test('an event this build does not know counts as a gap, the others arrive', async () => {
  const { socket: live, seen } = open();
  live.subscribe('events');
  await expect.poll(() => seen.gaps).toHaveLength(1);
  say({ type: 'events', seq: 12, channel: 'events', events: [{ ...noticed(11), type: 'moon.rose' }, noticed(12)] });
  await expect.poll(() => seen.events).toEqual([12]);
  expect(seen.gaps).toHaveLength(2);
});

test('two holders share one subscription, and the last one ends it', async () => {
  const { socket: live, seen } = open();
  const endFirst = live.subscribe('events');
  const endSecond = live.subscribe('events');
  await expect.poll(() => seen.gaps).toHaveLength(1);
  endFirst();
  endSecond();
  await expect.poll(() => received.at(-1)).toEqual({ type: 'unsubscribe', channel: 'events' });
  expect(received.filter((message) => message.type === 'unsubscribe')).toHaveLength(1);
});

test('a channel the lab takes away because rights changed is asked for again', async () => {
  const { socket: live, seen } = open();
  live.subscribe('events');
  await expect.poll(() => seen.gaps).toHaveLength(1);
  say({ type: 'error', seq: 10, code: 'forbidden', message: 'your role changed' });
  say({ type: 'unsubscribed', seq: 10, channel: 'events' });
  await expect.poll(() => subscribesSeen()).toHaveLength(2);
  expect(seen.forbidden).toBe(1);
});

test('after repeated failure it says so, and recovers', async () => {
  let working = false;
  const { seen } = open(() => (working ? Promise.resolve('ticket') : Promise.reject(new Error('down'))));
  await expect.poll(() => seen.states.includes('failing'), { timeout: 10_000 }).toBe(true);
  working = true;
  socket?.retryNow();
  await expect.poll(() => seen.states.at(-1)).toBe('live');
});

test('a ticket that comes back after a stop opens nothing', async () => {
  let give: (ticket: string) => void = () => undefined;
  const { socket: live } = open(
    () =>
      new Promise((resolve) => {
        give = resolve;
      }),
  );
  live.stop();
  give('late');
  await new Promise((resolve) => setImmediate(resolve));
  expect(peers).toHaveLength(0);
});
