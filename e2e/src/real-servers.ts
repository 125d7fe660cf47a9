import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from './lab.ts';

const installed = join(import.meta.dirname, '..', 'real-servers', 'node_modules');
const modules = join(installed, '@modelcontextprotocol');

export const everythingPath = join(modules, 'server-everything', 'dist', 'index.js');
export const sequentialThinkingPath = join(modules, 'server-sequential-thinking', 'dist', 'index.js');
export const memoryPath = join(modules, 'server-memory', 'dist', 'index.js');
export const filesystemPath = join(modules, 'server-filesystem', 'dist', 'index.js');

const playwrightPath = join(installed, '@playwright', 'mcp', 'cli.js');
const context7Path = join(installed, '@upstash', 'context7-mcp', 'dist', 'index.js');

export interface HttpServer {
  url: string;
  stop(): Promise<void>;
}

/** server-everything over Streamable HTTP, on loopback only. */
export function startEverythingHttp(): Promise<HttpServer> {
  return startEverything('streamableHttp', '/mcp');
}

/** server-everything over HTTP+SSE, on loopback only. */
export function startEverythingSse(): Promise<HttpServer> {
  return startEverything('sse', '/sse');
}

async function startEverything(mode: string, path: string): Promise<HttpServer> {
  const port = await freePort();
  const preload = join(import.meta.dirname, 'force-loopback.mjs');
  return startServer(['--import', preload, everythingPath, mode], { PORT: String(port) }, (output) =>
    /(?:listening|running) on port/i.test(output) ? `http://127.0.0.1:${port}${path}` : undefined,
  );
}

/** Playwright's server, which offers both HTTP transports at one port; it refuses any Host but localhost. */
export async function startPlaywrightHttp(path: '/mcp' | '/sse'): Promise<HttpServer> {
  const port = await freePort();
  const preload = join(import.meta.dirname, 'force-loopback.mjs');
  const args = ['--import', preload, playwrightPath, '--headless', '--port', String(port)];
  return startServer(args, {}, (output) =>
    /listening on/i.test(output) ? `http://localhost:${port}${path}` : undefined,
  );
}

/** context7 over Streamable HTTP, on loopback only; its tools want a network, its lists do not. */
export async function startContext7Http(): Promise<HttpServer> {
  const port = await freePort();
  const preload = join(import.meta.dirname, 'force-loopback.mjs');
  const args = ['--import', preload, context7Path, '--transport', 'http', '--port', String(port)];
  return startServer(args, {}, (output) =>
    /running on HTTP/i.test(output) ? `http://127.0.0.1:${port}/mcp` : undefined,
  );
}

/** A server of fixtures that prints its URL: the dual-era one on the official SDK, or the bare one. */
export function startSdkHttp(script: string, args: string[] = []): Promise<HttpServer> {
  return startServer([script, ...args], {}, (output) => /http:\/\/\S+/.exec(output)?.[0]);
}

async function startServer(
  args: string[],
  environment: Record<string, string>,
  urlIn: (output: string) => string | undefined,
): Promise<HttpServer> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...environment },
  });
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const found = urlIn(output);
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} exited with ${code}: ${output}`)));
  });
  return {
    url,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}
