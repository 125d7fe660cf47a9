/** Every face shows these apart: only conformance is a matter of the specification. */
export const resultGroups = [
  'conformance',
  'parity',
  'interop',
  'official',
  'functional',
  'fuzz',
  'consistency',
  'process',
  'security-suite',
  'load',
  'chaos',
  'quality',
] as const;
export type ResultGroup = (typeof resultGroups)[number];

/** Areas of checks that no clause asks for. */
export const qualityAreas = ['robustness', 'performance', 'reliability', 'quality'] as const;

/**
 * Areas that are groups of their own: cases of the user, and what stands around conformance. `security-suite` is apart
 * from the area `security`, whose checks are clauses of the specification.
 */
export const groupAreas = [
  'functional',
  'parity',
  'interop',
  'official',
  'fuzz',
  'consistency',
  'process',
  'security-suite',
  'load',
  'chaos',
] as const;

export function groupOfArea(area: string): ResultGroup {
  const own = groupAreas.find((group) => group === area);
  if (own !== undefined) return own;
  return qualityAreas.some((quality) => quality === area) ? 'quality' : 'conformance';
}
