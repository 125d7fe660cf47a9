import { clip } from './judge-probe.ts';
import type { Probe } from './run-probe.ts';
import type { DiscoveryFailure, ServerProfile } from './server-profile.ts';
import type { WireError } from './wire-error.ts';

type Failure = NonNullable<ServerProfile['failure']>;

/** A target that could not be started or connected to. */
export function explainWireError(error: WireError): Failure {
  const isConnection = ['unreachable', 'tls', 'refused-address'].includes(error.code);
  const kind: DiscoveryFailure = isConnection ? 'unreachable' : 'not-startable';
  return { kind, message: error.message, hint: error.hint };
}

/** Why none of the probes ended in a version both sides know. */
export function explainDiscoveryFailure(probes: Probe[], unknownVersions: string[]): Failure {
  if (unknownVersions.length > 0) {
    return {
      kind: 'not-mcp',
      message: `The server speaks only versions that are not known here: ${unknownVersions.join(', ')}.`,
      hint: 'Update this product, or let the server accept a published revision of MCP.',
    };
  }
  const last = probes.at(-1);
  return last?.transport === 'stdio' ? explainStdio(probes) : explainHttp(probes);
}

function explainStdio(probes: Probe[]): Failure {
  const exited = probes.find(({ reply, stop }) => reply.outcome === 'closed' && stop.needed === 'gone');
  if (exited !== undefined && probes.every(({ reply }) => reply.message === undefined)) {
    const { exitCode, signal } = exited.stop;
    const how = signal === null ? `code ${exitCode}` : `signal ${signal}`;
    const said = lastLines(exited.stderr || exited.noise || '');
    return {
      kind: 'exited',
      message: `The process exited with ${how} before it answered.${said === '' ? '' : ` Its last words: ${said}`}`,
      hint: exitHint(exitCode, said),
    };
  }
  const noise = probes.find((probe) => probe.noise !== undefined)?.noise;
  if (probes.some(({ reply }) => reply.message !== undefined)) return refusesAll(probes);
  if (noise !== undefined) {
    return {
      kind: 'not-mcp',
      message: `The process writes text, not JSON-RPC, to stdout and answers nothing: ${clip(noise)}`,
      hint: 'Check that this command starts the MCP server in stdio mode; many servers need an argument for it. Logs belong on stderr.',
    };
  }
  const said = lastLines(probes.findLast(({ stderr }) => stderr !== '')?.stderr ?? '');
  return {
    kind: 'silent',
    message: `The process runs but answers neither server/discover nor initialize.${said === '' ? '' : ` Its stderr says: ${said}`}`,
    hint: 'Check that this command starts the server in stdio mode (it may be waiting for HTTP requests), or allow it more time to start.',
  };
}

function explainHttp(probes: Probe[]): Failure {
  const statuses = probes.map(({ reply }) => reply.status ?? 0);
  const wall = statuses.find((status) => status === 401 || status === 403);
  if (wall !== undefined) {
    return {
      kind: 'auth-required',
      message: `The server answers HTTP ${wall}: it wants to know who asks.`,
      hint:
        wall === 401
          ? 'Add an Authorization header, or sign in to the server.'
          : 'Check that the credentials may use this server, and that it accepts requests from this Origin and Host.',
    };
  }
  if (probes.some(({ reply }) => reply.message !== undefined)) return refusesAll(probes);
  const outage = statuses.find((status) => status >= 500);
  if (outage !== undefined) {
    return {
      kind: 'outage',
      message: `The server answers HTTP ${outage}.`,
      hint: 'The server, or the proxy before it, is in trouble: read its log and try again.',
    };
  }
  if (probes.every(({ reply }) => reply.outcome === 'silent' || reply.outcome === 'failed'))
    return explainSilence(probes);
  return explainForeign(probes);
}

function explainSilence(probes: Probe[]): Failure {
  const failure = probes.find(({ reply }) => reply.failure !== undefined)?.reply.failure;
  if (failure !== undefined && /HPE_|HTTPParser|HTTP\/1\.1 protocol/.test(failure)) {
    return {
      kind: 'not-mcp',
      message: `What listens there does not speak HTTP: ${clip(failure)}`,
      hint: 'Check the port, and whether it wants https:// instead of http://.',
    };
  }
  if (failure !== undefined) {
    return {
      kind: 'outage',
      message: `The connection breaks before an answer: ${failure}`,
      hint: 'Check that the port speaks HTTP and that no proxy cuts the connection.',
    };
  }
  return {
    kind: 'outage',
    message: 'The server accepts the connection but does not answer in time.',
    hint: 'Check the log of the server, or allow more time.',
  };
}

function explainForeign(probes: Probe[]): Failure {
  const { reply } = probes.find(({ reply }) => reply.status !== undefined) ?? (probes[0] as Probe);
  const type = reply.contentType === undefined ? 'no content type' : reply.contentType;
  const where = reply.headers?.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (where !== undefined) {
    return {
      kind: 'not-mcp',
      message: `The URL redirects (HTTP ${reply.status}) to ${clip(where)}.`,
      hint: 'Give the final URL: redirects are not followed.',
    };
  }
  return {
    kind: 'not-mcp',
    message: `Something answers there (HTTP ${reply.status}, ${type}), but it is not MCP.`,
    hint: 'Check the path of the URL: MCP endpoints are often at /mcp, or at /sse for old servers.',
  };
}

function refusesAll(probes: Probe[]): Failure {
  const error = probes.findLast(({ reply }) => reply.error !== undefined)?.reply.error;
  const text = typeof error?.message === 'string' ? clip(error.message) : 'no message';
  return {
    kind: 'not-mcp',
    message: `The server answers JSON-RPC but opens with no known revision of MCP (last error ${error?.code}: ${text}).`,
    hint: 'Check that this is an MCP server, and which revisions it supports.',
  };
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-5).map(clip).join('\n');
}

function exitHint(exitCode: number | null, said: string): string {
  if (/Cannot find module|ModuleNotFoundError|ERR_MODULE_NOT_FOUND/.test(said)) {
    return 'A file or package is missing: check the path, the working directory and that the dependencies are installed.';
  }
  if (exitCode === 127) return 'The command, or one it starts, was not found: check PATH in its environment.';
  if (/environment variable|API[_ ]?KEY|TOKEN/i.test(said)) {
    return 'The server seems to miss a setting: add the environment variable it asks for.';
  }
  return 'Run the same command in a terminal to see why it ends: a wrong argument, a missing setting or a missing file.';
}
