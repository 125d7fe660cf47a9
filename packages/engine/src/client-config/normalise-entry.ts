import type { ImportFormat } from '@mcp-lab/contracts';

type Members = Record<string, unknown>;

/**
 * An entry in the words most clients share: command, args, env, cwd, envFile, type, url, headers, disabled. What a client
 * calls otherwise is renamed, everything else stays as it was written. What is no object is given back unchanged.
 */
export function normaliseEntry(value: unknown, format: ImportFormat): unknown {
  if (!isMembers(value)) return value;
  if (format === 'gemini-cli') return fromGemini(value);
  if (format === 'codex') return fromCodex(value);
  if (format === 'zed') return fromZed(value);
  // Only what has another name is touched: the rest is what most clients write.
  const { serverUrl, ...rest } = value;
  return serverUrl === undefined || rest.url !== undefined ? value : { ...rest, url: serverUrl };
}

/** `url` is the old transport there, `httpUrl` the new one. */
function fromGemini({ httpUrl, ...rest }: Members): Members {
  if (httpUrl !== undefined) return { ...rest, type: rest.type ?? 'http', url: httpUrl };
  return rest.url === undefined ? rest : { ...rest, type: rest.type ?? 'sse' };
}

function fromCodex(entry: Members): Members {
  const { http_headers, env_http_headers, bearer_token_env_var, env_vars, enabled, ...rest } = entry;
  const headers: Members = isMembers(http_headers) ? { ...http_headers } : {};
  if (isMembers(env_http_headers)) {
    for (const [name, variable] of Object.entries(env_http_headers)) headers[name] = `\${${String(variable)}}`;
  }
  if (typeof bearer_token_env_var === 'string') headers.Authorization = `Bearer \${${bearer_token_env_var}}`;
  const passed = Array.isArray(env_vars) ? env_vars.filter((name) => typeof name === 'string') : [];
  const env: Members = { ...(isMembers(rest.env) ? rest.env : {}) };
  for (const name of passed) env[name] ??= `\${${name}}`;
  return {
    ...rest,
    ...(Object.keys(env).length > 0 ? { env } : {}),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(enabled === false ? { disabled: true } : {}),
  };
}

/** The command was an object of its own once. */
function fromZed({ command, enabled, ...rest }: Members): Members {
  const started = isMembers(command)
    ? { command: command.path, args: command.args ?? rest.args, env: command.env ?? rest.env }
    : command === undefined
      ? {}
      : { command };
  return defined({ ...rest, ...started, ...(enabled === false ? { disabled: true } : {}) });
}

function defined(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
