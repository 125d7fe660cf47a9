import { join } from 'node:path';
import {
  type HttpServer,
  startContext7Http,
  startEverythingHttp,
  startEverythingSse,
  startPlaywrightHttp,
} from './real-servers.ts';

export type HttpTransport = 'streamable-http' | 'http-sse';

/** A real server to test. How it is started over stdio stands in its suite file. */
export interface RealServer {
  /** As on npm or PyPI. */
  package: string;
  suiteFile: string;
  language: 'JavaScript' | 'Python';
  http: readonly { transport: HttpTransport; start(): Promise<HttpServer> }[];
}

const suiteFile = (name: string) => join(import.meta.dirname, '..', 'real-servers', 'suites', `${name}.yaml`);
const js = (name: string, file: string, http: RealServer['http'] = []): RealServer => {
  return { package: name, suiteFile: suiteFile(file), language: 'JavaScript', http };
};
const python = (name: string, file: string): RealServer => {
  return { package: name, suiteFile: suiteFile(file), language: 'Python', http: [] };
};

/** The servers of other people that every rule is tried on, so that none says what is not so. */
export const realServers: readonly RealServer[] = [
  js('@modelcontextprotocol/server-everything', 'everything', [
    { transport: 'streamable-http', start: startEverythingHttp },
    { transport: 'http-sse', start: startEverythingSse },
  ]),
  js('@modelcontextprotocol/server-filesystem', 'filesystem'),
  js('@modelcontextprotocol/server-memory', 'memory'),
  js('@modelcontextprotocol/server-sequential-thinking', 'sequential-thinking'),
  js('@upstash/context7-mcp', 'context7', [{ transport: 'streamable-http', start: startContext7Http }]),
  js('@playwright/mcp', 'playwright', [
    { transport: 'streamable-http', start: () => startPlaywrightHttp('/mcp') },
    { transport: 'http-sse', start: () => startPlaywrightHttp('/sse') },
  ]),
  js('@eslint/mcp', 'eslint'),
  js('repomix', 'repomix'),
  python('mcp-server-time', 'time'),
  python('mcp-server-git', 'git'),
  python('mcp-server-fetch', 'fetch'),
];
