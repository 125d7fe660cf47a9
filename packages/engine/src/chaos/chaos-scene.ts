import type { ChaosExperiment, ChaosTick, Injection } from '@mcp-lab/contracts';
import type { TransportKind } from '@mcp-lab/wire';
import type { ServerEnd } from '../proxy/controlled-proxies.ts';
import type { CallRecord } from './call-record.ts';
import type { FaultPort } from './fault-port.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { SteadyLoad } from './steady-load.ts';

/** What all trials of a chaos run share. */
export interface ChaosScene {
  experiment: ChaosExperiment;
  transport: TransportKind;
  port: FaultPort;
  load: SteadyLoad;
  steady: Hypothesis;
  during: Hypothesis;
  /** Everything since the run began, in order. */
  calls: CallRecord[];
  injections: Injection[];
  ends: (ServerEnd & { atMs: number })[];
  signal: AbortSignal;
  /** Milliseconds since the run began. */
  now: () => number;
  /** What goes on: for the ticks. */
  enter: (phase: ChaosTick['phase'], trial: string) => void;
}
