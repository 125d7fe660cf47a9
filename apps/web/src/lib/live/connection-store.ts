import { create } from 'zustand';

export type ConnectionMode =
  /** First attempt, or a short interruption. */
  | 'connecting'
  /** Events arrive over the WebSocket. */
  | 'live'
  /** The WebSocket failed repeatedly: the same data is asked for every few seconds. */
  | 'polling'
  /** Neither works: what is on the screen is from `freshAt`. */
  | 'stale';

interface ConnectionState {
  socket: 'connecting' | 'live' | 'failing';
  answering: boolean;
  /** When the lab was last heard, epoch milliseconds; null before the first answer. */
  freshAt: number | null;
}

export const useConnection = create<ConnectionState>(() => ({ socket: 'connecting', answering: true, freshAt: null }));

export function connectionMode({ socket, answering }: Pick<ConnectionState, 'socket' | 'answering'>): ConnectionMode {
  if (socket === 'live') return 'live';
  if (!answering) return 'stale';
  return socket === 'failing' ? 'polling' : 'connecting';
}

/** Called for every REST answer and every failure to get one. */
export function noteAnswer(answering: boolean, now: number): void {
  useConnection.setState(answering ? { answering, freshAt: now } : { answering });
}

export function noteSocket(socket: ConnectionState['socket'], now: number): void {
  useConnection.setState(socket === 'live' ? { socket, answering: true, freshAt: now } : { socket });
}
