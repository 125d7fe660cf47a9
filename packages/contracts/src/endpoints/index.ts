import { alertEndpoints } from './alerts.ts';
import { authEndpoints } from './auth.ts';
import { benchmarkEndpoints } from './benchmarks.ts';
import { checkEndpoints } from './checks.ts';
import { metricEndpoints } from './metrics.ts';
import { runEndpoints } from './runs.ts';
import { serverDoctorEndpoints } from './server-doctor.ts';
import { serverLookEndpoints } from './server-looks.ts';
import { serverEndpoints } from './servers.ts';
import { systemEndpoints } from './system.ts';
import { testEndpoints } from './tests.ts';
import { userEndpoints } from './users.ts';

/** Every endpoint of the lab by its operation id. */
export const endpoints = {
  ...systemEndpoints,
  ...authEndpoints,
  ...userEndpoints,
  ...serverEndpoints,
  ...serverDoctorEndpoints,
  ...serverLookEndpoints,
  ...checkEndpoints,
  ...testEndpoints,
  ...runEndpoints,
  ...benchmarkEndpoints,
  ...metricEndpoints,
  ...alertEndpoints,
} as const;

export type Endpoints = typeof endpoints;
export type EndpointId = keyof Endpoints;
