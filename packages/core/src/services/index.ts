import { endpoints } from '@mcp-lab/contracts';
import { acknowledgeAlert } from './alerts/acknowledge-alert.ts';
import { listAlerts } from './alerts/list-alerts.ts';
import { changePassword } from './auth/change-password.ts';
import { deleteSession } from './auth/delete-session.ts';
import { getSetupState } from './auth/get-setup-state.ts';
import { listSessions } from './auth/list-sessions.ts';
import { me } from './auth/me.ts';
import { refreshSession as refreshSessionUnbound } from './auth/refresh-session.ts';
import { setUpFirstAdmin as setUpFirstAdminUnbound } from './auth/set-up-first-admin.ts';
import { signIn as signInUnbound } from './auth/sign-in.ts';
import { signOut as signOutUnbound } from './auth/sign-out.ts';
import { updateMe } from './auth/update-me.ts';
import { createWsTicket } from './auth/ws-tickets.ts';
import { compareBenchmarks } from './benchmarks/compare-benchmarks.ts';
import { createBenchmark } from './benchmarks/create-benchmark.ts';
import { deleteBenchmark } from './benchmarks/delete-benchmark.ts';
import { getBenchmark } from './benchmarks/get-benchmark.ts';
import { listBenchmarkHistory } from './benchmarks/list-benchmark-history.ts';
import { listBenchmarks } from './benchmarks/list-benchmarks.ts';
import { rankBenchmarks } from './benchmarks/rank-benchmarks.ts';
import { runBenchmark } from './benchmarks/run-benchmark.ts';
import { updateBenchmark } from './benchmarks/update-benchmark.ts';
import { type AnyService, bindService } from './bind-service.ts';
import { getSuiteFileSchema } from './checks/get-suite-file-schema.ts';
import { listChecks } from './checks/list-checks.ts';
import { listSeries } from './metrics/list-series.ts';
import { queryMetrics } from './metrics/query-metrics.ts';
import { recordMetrics } from './metrics/record-metrics.ts';
import { summariseMetrics } from './metrics/summarise-metrics.ts';
import { cancelRun } from './runs/cancel-run.ts';
import { compareRuns } from './runs/compare-runs.ts';
import { exportRun } from './runs/export-run.ts';
import { getRun } from './runs/get-run.ts';
import { getRunChaos } from './runs/get-run-chaos.ts';
import { getRunLoad } from './runs/get-run-load.ts';
import { getRunResult } from './runs/get-run-result.ts';
import { getRunTimeline } from './runs/get-run-timeline.ts';
import { getRunTranscript } from './runs/get-run-transcript.ts';
import { listNotRun } from './runs/list-not-run.ts';
import { listRunResults } from './runs/list-run-results.ts';
import { listRuns } from './runs/list-runs.ts';
import { rerunRun } from './runs/rerun-run.ts';
import { acceptServerSurface } from './servers/accept-server-surface.ts';
import { addSampleServers } from './servers/add-sample-servers.ts';
import { callServer } from './servers/call-server.ts';
import { checkServerHealth } from './servers/check-server-health.ts';
import { createServer } from './servers/create-server.ts';
import { deleteServer } from './servers/delete-server.ts';
import { diagnoseServer } from './servers/diagnose-server.ts';
import { getServer } from './servers/get-server.ts';
import { getServerCapabilities } from './servers/get-server-capabilities.ts';
import { getServerDiagnosis } from './servers/get-server-diagnosis.ts';
import { getServerDrift } from './servers/get-server-drift.ts';
import { getServerHealth } from './servers/get-server-health.ts';
import { importServers } from './servers/import-servers.ts';
import { listSampleServers } from './servers/list-sample-servers.ts';
import { listServerLogs } from './servers/list-server-logs.ts';
import { listServers } from './servers/list-servers.ts';
import { restartServer } from './servers/restart-server.ts';
import { startServer } from './servers/start-server.ts';
import { stopServer } from './servers/stop-server.ts';
import { updateServer } from './servers/update-server.ts';
import type { ServiceId, Services } from './services.ts';
import { getHealth } from './system/get-health.ts';
import { getReady } from './system/get-ready.ts';
import { getSystem } from './system/get-system.ts';
import { listAuditLog } from './system/list-audit-log.ts';
import { createTest } from './tests/create-test.ts';
import { deleteTest } from './tests/delete-test.ts';
import { generateTestCases } from './tests/generate-test-cases.ts';
import { getTest } from './tests/get-test.ts';
import { listTestResults } from './tests/list-test-results.ts';
import { listTests } from './tests/list-tests.ts';
import { runTest } from './tests/run-test.ts';
import { updateTest } from './tests/update-test.ts';
import { createUser } from './users/create-user.ts';
import { deleteUser } from './users/delete-user.ts';
import { listUsers } from './users/list-users.ts';
import { updateUser } from './users/update-user.ts';

const unbound: Services = {
  getSetupState,
  me,
  updateMe,
  changePassword,
  listSessions,
  deleteSession,
  createWsTicket,
  listUsers,
  createUser,
  updateUser,
  deleteUser,
  listServers,
  createServer,
  importServers,
  listSampleServers,
  addSampleServers,
  getServer,
  updateServer,
  deleteServer,
  startServer,
  stopServer,
  restartServer,
  getServerHealth,
  checkServerHealth,
  getServerCapabilities,
  diagnoseServer,
  getServerDiagnosis,
  listServerLogs,
  callServer,
  getServerDrift,
  acceptServerSurface,
  listChecks,
  getSuiteFileSchema,
  listTests,
  createTest,
  generateTestCases,
  runTest,
  getTest,
  updateTest,
  deleteTest,
  listTestResults,
  listRuns,
  getRun,
  compareRuns,
  listRunResults,
  listNotRun,
  getRunResult,
  getRunTranscript,
  getRunTimeline,
  cancelRun,
  rerunRun,
  exportRun,
  getRunLoad,
  getRunChaos,
  listBenchmarks,
  createBenchmark,
  rankBenchmarks,
  compareBenchmarks,
  getBenchmark,
  updateBenchmark,
  deleteBenchmark,
  runBenchmark,
  listBenchmarkHistory,
  queryMetrics,
  recordMetrics,
  summariseMetrics,
  listSeries,
  listAlerts,
  acknowledgeAlert,
  getHealth,
  getReady,
  getSystem,
  listAuditLog,
};

/** Every service by the operation id of its endpoint. Each checks the permission of its endpoint first. */
export const services: Services = Object.fromEntries(
  (Object.keys(unbound) as ServiceId[]).map((id) => [
    id,
    // A service and its own endpoint: that their types agree is what `unbound: Services` has checked.
    bindService(id, endpoints[id].access, unbound[id] as AnyService<unknown, unknown>),
  ]),
) as unknown as Services;

/** Behind the four cookie endpoints; see `CookieEndpointId`. */
export const setUpFirstAdmin = bindService('setup', endpoints.setup.access, setUpFirstAdminUnbound);
export const signIn = bindService('login', endpoints.login.access, signInUnbound);
export const refreshSession = bindService('refresh', endpoints.refresh.access, refreshSessionUnbound);
export const signOut = bindService('logout', endpoints.logout.access, signOutUnbound);
