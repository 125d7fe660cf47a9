import type { Confidence } from '@mcp-lab/contracts';

/**
 * A reason with how sure it is in front, so that every report shows it.
 * - `certain`: the effect itself was seen: the content of a canary, a file only a shell could have made, a hit on our listener
 * - `firm`: what was seen has hardly another explanation
 * - `tentative`: it deserves a look by a person; an innocent explanation is well possible
 */
export function withConfidence(confidence: Confidence, reason: string): string {
  return `[confidence: ${confidence}] ${reason}`;
}
