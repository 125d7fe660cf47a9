export { type BareConnection, openBareConnection } from './bare-connection.ts';
export { childEnvironment } from './child-environment.ts';
export * from './connection.ts';
export { type Clock, createTranscript, type TranscriptOptions } from './create-transcript.ts';
export { type DiscoverOptions, discoverServer } from './discover-server.ts';
export { findListeners } from './find-listeners.ts';
export { type FollowedRounds, followRounds } from './follow-rounds.ts';
export * from './frame.ts';
export { createGuardedFetch, type GuardedFetch, type GuardedFetchOptions } from './guarded-fetch.ts';
export * from './json.ts';
export type { Line } from './line-splitter.ts';
export { killLiveProcesses } from './live-processes.ts';
export type {
  LoadAnswer,
  LoadOutcome,
  LoadSession,
  LoadSessionOptions,
  PreparedCall,
} from './load/load-session.ts';
export { openLoadSession } from './load/open-load-session.ts';
export { encodeHeaderValue, mirrorHeaders, mirrorParameters } from './mirror-headers.ts';
export * from './open-options.ts';
export { openSession } from './open-session.ts';
export { type ParsedJson, parseJson } from './parse-json.ts';
export { cookieVariable, findProcesses, type SweepTarget, startTicksOf, sweepProcesses } from './process-sweep.ts';
export { createUsageReader, type ProcessUsage, type UsageReaderOptions } from './process-usage.ts';
export type { RawRequest, RawStep } from './raw-http-exchange.ts';
export { defaultLimits, resolveLimits } from './resolve-limits.ts';
export * from './revision.ts';
export * from './server-profile.ts';
export { type ExitStatus, StdioProcess, type StdioProcessEvents, type StdioProcessOptions } from './stdio-process.ts';
export * from './target.ts';
export * from './transcript.ts';
export { WireError, type WireErrorCode } from './wire-error.ts';
