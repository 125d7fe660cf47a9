import type { LookupFunction } from 'node:net';
import type { FaultInjector } from './fault-injector.ts';
import type { FrameRecorder } from './frame-recorder.ts';
import type { MethodMemory } from './method-memory.ts';
import type { MessageDirection } from './proxied-message.ts';
import type { ReorderGate } from './reorder-gate.ts';

/** What all exchanges of an HTTP proxy share. */
export interface ExchangeContext {
  target: URL;
  proxyHosts: readonly string[];
  injector: FaultInjector;
  recorder?: FrameRecorder | undefined;
  methods: MethodMemory;
  gates: Record<MessageDirection, ReorderGate>;
  lookup: LookupFunction | undefined;
  /** Why the server's address may not be connected to. */
  refused: string | undefined;
  closing: AbortSignal;
  onProblem: (reason: string) => void;
}
