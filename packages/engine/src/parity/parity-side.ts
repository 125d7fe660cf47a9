import type { JsonObject, Revision, TransportKind } from '@mcp-lab/wire';
import type { Surface } from '../inspect/read-surface.ts';

/** A server as it shows itself over one transport at one revision. */
export interface ParitySide {
  transport: TransportKind;
  revision: Revision;
  serverInfo: JsonObject;
  capabilities: JsonObject;
  instructions: string | undefined;
  surface: Surface;
}

/** One thing the two sides do not show alike. */
export interface ParityDifference {
  part: 'server' | 'capability' | 'instructions' | 'tool' | 'resource' | 'resource-template' | 'prompt';
  name: string | null;
  /** JSON Pointer within the entry; '' for the entry itself. */
  path: string;
  /** `missing`: offered on one side only; `contract`: it is called or answered otherwise; `wording`: it is told otherwise. */
  weight: 'missing' | 'contract' | 'wording';
  /** In a sentence, naming the sides. */
  what: string;
}

export function nameOfSide({ transport, revision }: Pick<ParitySide, 'transport' | 'revision'>): string {
  return `${transport} at ${revision}`;
}
