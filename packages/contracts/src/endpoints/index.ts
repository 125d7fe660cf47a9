import { alertEndpoints } from './alerts.ts';
import { authEndpoints } from './auth.ts';
import { metricEndpoints } from './metrics.ts';
import { runEndpoints } from './runs.ts';
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
  ...testEndpoints,
  ...runEndpoints,
  ...metricEndpoints,
  ...alertEndpoints,
} as const;

export type Endpoints = typeof endpoints;
export type EndpointId = keyof Endpoints;
