import type { WakeUps } from '@mcp-lab/core';
import { type IpcMessage, ipcMessageSchema } from './ipc-message.ts';

/**
 * Wake-ups through the supervisor, which passes them on to its other children. Listeners of this process are told, too.
 * Without a supervisor (null) they reach this process alone.
 */
export function createIpcWakeUps(supervisor: NodeJS.Process | null): WakeUps {
  const listeners = new Set<() => void>();
  let pending = false;
  const wake = () => {
    for (const listener of listeners) listener();
  };
  const receive = (value: unknown) => {
    const message = ipcMessageSchema.safeParse(value);
    if (message.success && message.data.type === 'wake') wake();
  };
  supervisor?.on('message', receive);

  return {
    notify() {
      if (pending) return;
      pending = true;
      setImmediate(() => {
        pending = false;
        wake();
        if (supervisor !== null) sendToSupervisor({ type: 'wake' }, supervisor);
      });
    },
    onWake(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      supervisor?.off('message', receive);
      listeners.clear();
      return Promise.resolve();
    },
  };
}

/** Does nothing when there is no supervisor, or no more. */
export function sendToSupervisor(message: IpcMessage, channel: NodeJS.Process = process): void {
  // The callback takes the error of a channel that closes while this is under way.
  if (channel.connected) channel.send?.(message, undefined, undefined, () => {});
}
