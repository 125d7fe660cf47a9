/**
 * Begins the cookie of everything that belongs to one execution: by it a worker finds what another one left behind.
 * A null fence gives the prefix of all executions of that run or server.
 */
export function runOwner(runId: string, fence: number | null): string {
  return `mcp-lab/run/${runId}/${fence ?? ''}`;
}

export function diagnosisOwner(diagnosisId: string, attempt: number | null): string {
  return `mcp-lab/doctor/${diagnosisId}/${attempt ?? ''}`;
}

/** Of a call to a server nobody runs. */
export function callOwner(callId: string): string {
  return `mcp-lab/call/${callId}/0`;
}

export function serverOwner(serverId: string, fence: number | null): string {
  return `mcp-lab/server/${serverId}/${fence ?? ''}`;
}
