/** How a frame travels. `http-sse` is the two-endpoint transport of 2024-11-05. */
export type TransportKind = 'stdio' | 'streamable-http' | 'http-sse';

/** A server the lab starts itself and talks to over its pipes. argv only, never a shell. */
export interface StdioTarget {
  kind: 'stdio';
  command: string;
  args: string[];
  /** The whole environment of the child: nothing is inherited unless it stands here. */
  env: Record<string, string>;
  cwd?: string;
}

/** A server that is reached by URL. */
export interface HttpTarget {
  kind: 'http';
  url: string;
  /** Sent with every request, for example Authorization. */
  headers: Record<string, string>;
}

export type Target = StdioTarget | HttpTarget;
