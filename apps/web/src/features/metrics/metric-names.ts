/** Names of the series this dashboard draws, as the worker writes them. */
export const metricNames = { healthLatency: 'server.latency_ms' } as const;
