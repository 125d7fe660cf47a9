import type { Check } from '../check/check.ts';

/**
 * All checks in the order of the catalogue. Loaded when somebody wants them: they are two thirds of the engine's modules,
 * and a process that puts load on a server or proxies one starts in half the time without them.
 */
export async function loadChecks(): Promise<readonly Check[]> {
  const { checks } = await import('./registry.ts');
  return checks;
}
