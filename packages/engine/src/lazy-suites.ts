// What runs a suite, loaded when it is wanted: a process that runs one of them starts without all the others.

import type { runChaos as RunChaos } from './chaos/run-chaos.ts';
import type { runConformance as RunConformance } from './check/run-conformance.ts';
import type { runConsistency as RunConsistency } from './consistency/run-consistency.ts';
import type { runFunctional as RunFunctional } from './functional/run-functional.ts';
import type { runFuzz as RunFuzz } from './fuzz/run-fuzz.ts';
import type { runInterop as RunInterop } from './interop/run-interop.ts';
import type { runLoad as RunLoad } from './load/run-load.ts';
import type { runOfficial as RunOfficial } from './official/run-official.ts';
import type { runProcess as RunProcess } from './process/run-process.ts';
import type { runSecurity as RunSecurity } from './security/run-security.ts';

export const runConformance: typeof RunConformance = async (options) =>
  (await import('./check/run-conformance.ts')).runConformance(options);
export const runFunctional: typeof RunFunctional = async (options) =>
  (await import('./functional/run-functional.ts')).runFunctional(options);
export const runFuzz: typeof RunFuzz = async (options) => (await import('./fuzz/run-fuzz.ts')).runFuzz(options);
export const runConsistency: typeof RunConsistency = async (options) =>
  (await import('./consistency/run-consistency.ts')).runConsistency(options);
export const runProcess: typeof RunProcess = async (options) =>
  (await import('./process/run-process.ts')).runProcess(options);
export const runSecurity: typeof RunSecurity = async (options) =>
  (await import('./security/run-security.ts')).runSecurity(options);
export const runInterop: typeof RunInterop = async (options) =>
  (await import('./interop/run-interop.ts')).runInterop(options);
export const runOfficial: typeof RunOfficial = async (options) =>
  (await import('./official/run-official.ts')).runOfficial(options);
export const runLoad: typeof RunLoad = async (options) => (await import('./load/run-load.ts')).runLoad(options);
export const runChaos: typeof RunChaos = async (options) => (await import('./chaos/run-chaos.ts')).runChaos(options);
