import type { CheckAddress, StdioTarget, Target, TransportKind } from '@mcp-lab/wire';

export interface DoctorOptions {
  target: Target;
  /** Starts the server that is reached by URL, where whoever asks is to start it. */
  launch?: StdioTarget;
  /** Names of the variables or headers the user has set, as against those that are always there. */
  given?: readonly string[];
  /** The HTTP transport the config names, which its client will insist on. */
  declared?: TransportKind;
  /** Proxy variables are looked for here. Default: none. */
  environment?: Readonly<Record<string, string | undefined>>;
  /** What a program started from the desktop searches for commands; null when that is of no interest. */
  desktopPath?: string | null;
  /** How long one answer may take, the start of the process included. Default 15 s. */
  timeoutMs?: number;
  platform?: NodeJS.Platform;
  signal?: AbortSignal;
  /** Epoch milliseconds: certificates are judged by it. Default: the clock of this machine. */
  now?: () => number;
  /** Begins the cookie of every process that is started. */
  owner?: string;
  checkAddress?: CheckAddress;
}

export const defaultDoctorTimeoutMs = 15_000;

/** PATH as a program gets it that is not started from a shell; null where both get the same. */
export function desktopPathOf(platform: NodeJS.Platform): string | null {
  if (platform === 'darwin') return '/usr/bin:/bin:/usr/sbin:/sbin';
  if (platform === 'win32') return null;
  return '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin';
}
