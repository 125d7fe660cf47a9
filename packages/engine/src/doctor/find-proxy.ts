type Environment = Readonly<Record<string, string | undefined>>;

export interface ProxySetting {
  /** The variable it stands in. */
  variable: string;
  url: URL | null;
}

/** The proxy that programs which obey these variables use for an address; null when they go there directly. */
export function findProxy(target: URL, environment: Environment): ProxySetting | null {
  const scheme = target.protocol.replace(':', '');
  const names = [`${scheme}_proxy`, `${scheme.toUpperCase()}_PROXY`, 'all_proxy', 'ALL_PROXY'];
  const variable = names.find((name) => (environment[name] ?? '') !== '');
  if (variable === undefined) return null;
  const exceptions = environment.no_proxy ?? environment.NO_PROXY ?? '';
  if (isExcepted(target, exceptions)) return null;
  const text = environment[variable] ?? '';
  return { variable, url: URL.parse(text.includes('://') ? text : `http://${text}`) };
}

/** `*`, `host`, `.domain`, `*.domain`, each perhaps with a port. */
export function isExcepted(target: URL, exceptions: string): boolean {
  const host = target.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return exceptions
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', wantedPort] =
        /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase().replace(/^\[([^\]]*)\]/, '$1')) ?? [];
      if (wantedPort !== undefined && !entry.includes('::') && wantedPort !== port) return false;
      const domain = entry.includes('::') ? entry.toLowerCase().replace(/^\[|\]$/g, '') : name.replace(/^\*?\./, '');
      return host === domain || host.endsWith(`.${domain}`);
    });
}
