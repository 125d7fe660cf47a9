import type { LogEntry } from '@mcp-lab/contracts';
import { create } from 'zustand';

interface LogState {
  /** Oldest first; those of the server whose log is open. */
  entries: LogEntry[];
}

/** Lines kept in the page; older ones are asked for over REST. */
const linesKept = 2000;

export const useLiveLogs = create<LogState>(() => ({ entries: [] }));

export function addLogEntries(added: readonly LogEntry[]): void {
  useLiveLogs.setState(({ entries }) => ({ entries: [...entries, ...added].slice(-linesKept) }));
}

export function clearLogEntries(): void {
  useLiveLogs.setState({ entries: [] });
}
