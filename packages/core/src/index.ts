export { verifyAuditLog } from './audit/verify-audit-log.ts';
export { type ClaimedCall, claimServerCalls } from './calls/claim-server-calls.ts';
export { finishServerCall } from './calls/finish-server-call.ts';
export type { Actor, LabContext, Log, ProcessFacts, SampleServerDefinition, ServiceContext } from './context.ts';
export { createLabContext, type LabParts } from './create-lab-context.ts';
export type { LabDatabase } from './database/database.ts';
export { SchemaMismatchError } from './database/migrate.ts';
export { DatabaseOpenError } from './database/open-error.ts';
export { type WaitForDatabaseOptions, waitForDatabase } from './database/wait-for-database.ts';
export { beginDiagnosis, type DiagnosisAssignment } from './diagnoses/begin-diagnosis.ts';
export { type DiagnosisEnd, finishDiagnosis } from './diagnoses/finish-diagnosis.ts';
export { createPostgresWakeUps } from './events/postgres-wake-ups.ts';
export { latestSeq, oldestSeq, readEvents } from './events/read-events.ts';
export type { WakeUps } from './events/wake-ups.ts';
export { defineJob, type JobDefinition, type JobExecution } from './jobs/define-job.ts';
export { diagnoseServerJob } from './jobs/diagnose-server-job.ts';
export { executeLoadJob, executeRunJob } from './jobs/execute-run-job.ts';
export type { ClaimedJob, JobQueue } from './jobs/job-queue.ts';
export { startWorkLoop, type WorkLoop } from './jobs/work-loop.ts';
export { LostLeaseError } from './lost-lease-error.ts';
export { insertPoints, type MetricPoint } from './metrics/insert-points.ts';
export { rollUpMetrics } from './metrics/roll-up-metrics.ts';
export { sampleMetrics } from './metrics/sample-metrics.ts';
export { type RetentionPolicy, runRetention } from './retention/run-retention.ts';
export { appendRunResults } from './runs/append-run-results.ts';
export { appendRunTick } from './runs/append-run-ticks.ts';
export { appendTranscriptChunk } from './runs/append-transcript-chunk.ts';
export { beginRun, type RunAssignment } from './runs/begin-run.ts';
export { finishRun, type RunEnd } from './runs/finish-run.ts';
export { interruptRun } from './runs/interrupt-run.ts';
export { isMachineFree } from './runs/machine-lease.ts';
export { recoverAbandonedRuns } from './runs/recover-abandoned-runs.ts';
export { releaseRun } from './runs/release-run.ts';
export type { RunHead } from './runs/run-head.ts';
export { type HeldRun, renewRunLease } from './runs/run-lease.ts';
export { updateRunProgress } from './runs/update-run-progress.ts';
export { deriveKey } from './security/derive-key.ts';
export { networkOf } from './security/network-of.ts';
export { appendServerLogs, type LogDraft } from './servers/append-logs.ts';
export {
  claimServer,
  type ManagedServer,
  readManagedServer,
  renewServerLease,
  type ServerWish,
} from './servers/claim-server.ts';
export { claimDueHealthChecks, type DueHealthCheck } from './servers/due-health-checks.ts';
export { readApprovedSnapshot } from './servers/read-surface-snapshot.ts';
export { recordCapabilities } from './servers/record-capabilities.ts';
export { type HealthReport, recordHealthCheck } from './servers/record-health-check.ts';
export { releaseExpiredServers } from './servers/release-expired-servers.ts';
export { releaseServer, reportServerStatus, type ServerStatusReport } from './servers/report-server-status.ts';
export type { HeldServer } from './servers/server-lease.ts';
export type { ServerTarget } from './servers/server-target.ts';
export { createSessionCache, type SessionCache } from './services/auth/create-session-cache.ts';
export { type ActiveSession, findSession } from './services/auth/find-session.ts';
export { ensureSetupToken } from './services/auth/setup-token.ts';
export type { SignedIn } from './services/auth/signed-in.ts';
export { consumeWsTicket } from './services/auth/ws-tickets.ts';
export { refreshSession, services, setUpFirstAdmin, signIn, signOut } from './services/index.ts';
export { recordDenial } from './services/record-denial.ts';
export type { CookieEndpointId, ServiceId, Services } from './services/services.ts';
export { withIdempotency } from './services/with-idempotency.ts';
export { claimPeriodicTask } from './workers/periodic-tasks.ts';
export { beatWorker, liveWorkers, registerWorker, removeWorker } from './workers/worker-presence.ts';
