import type { JsonValue } from '@mcp-lab/wire';
import type { TextFlag } from './flag-text.ts';
import type { DiffPart } from './word-diff.ts';

/**
 * - `compatible`: nothing that worked before stops working
 * - `breaking`: a client that was right before may now fail
 * - `suspicious`: what a name stands for, or what a model is told, changed under the same name: somebody should look
 */
export const driftClasses = ['breaking', 'suspicious', 'compatible'] as const;
export type DriftClass = (typeof driftClasses)[number];

export type DriftPart =
  | 'server'
  | 'revision'
  | 'capability'
  | 'instructions'
  | 'tool'
  | 'resource'
  | 'resource-template'
  | 'prompt';

/** One difference between two surfaces. */
export interface DriftChange {
  part: DriftPart;
  /** The tool, resource, prompt, capability or revision; null for the server as a whole. */
  name: string | null;
  /** JSON Pointer within the entry, '' for the entry itself. */
  path: string;
  /** `added`, `removed`, `renamed` or what changed: `required-added`, `type-narrowed`, `text-changed`, … */
  kind: string;
  /** One, or breaking and suspicious together. The heavier first. */
  classes: DriftClass[];
  /** Why it is of this class, in a sentence. */
  reason: string;
  before: JsonValue | null;
  after: JsonValue | null;
  /** Of a text: what words went and came. */
  words?: DiffPart[];
  /** Of a text: what in it is meant to be hidden, or speaks to the model as an order. */
  flags?: TextFlag[];
}

export interface DriftReport {
  changes: DriftChange[];
  /** A change of two classes counts in both. */
  counts: Record<DriftClass, number>;
  /** The heaviest class of all; null where nothing changed. */
  worst: DriftClass | null;
}
