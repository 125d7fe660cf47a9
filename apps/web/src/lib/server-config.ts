export interface WebConfig {
  /** Origin of the api as the browser reaches it, for example `http://localhost:8000`. */
  apiUrl: string;
  /** The same origin for WebSockets. */
  webSocketUrl: string;
}

/** The only place of the web app that reads the environment; at run time, so that one build serves any address. */
export function readWebConfig(): WebConfig {
  // biome-ignore lint/style/noProcessEnv: the web app's one config file
  const value = process.env.API_PUBLIC_URL || 'http://localhost:8000';
  if (!URL.canParse(value)) throw new Error(`API_PUBLIC_URL must be an absolute URL, got "${value}"`);
  const url = new URL(value);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new Error(`API_PUBLIC_URL must start with http:// or https://, got "${value}"`);
  }
  return { apiUrl: url.origin, webSocketUrl: url.origin.replace(/^http/, 'ws') };
}
