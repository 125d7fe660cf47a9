/** How frames travel. `http-sse` is the two-endpoint transport of 2024-11-05. */
export const transportKinds = ['stdio', 'streamable-http', 'http-sse'] as const;
