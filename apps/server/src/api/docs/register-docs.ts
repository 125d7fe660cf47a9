import { createHash } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { buildOpenApiDocument } from './openapi-document.ts';

const config = { access: 'public' } as const;

/** `/openapi.json` and the browsable `/docs`, which loads nothing from anywhere else. */
export function registerDocs(app: FastifyInstance, options: { version: string; serverUrl: string }): void {
  const document = JSON.stringify(buildOpenApiDocument(options));
  app.get('/openapi.json', { config }, (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(document),
  );

  // The viewer is five megabytes of script: loaded when somebody first looks, not at every start.
  let viewer: Promise<FastifyInstance> | undefined;
  const answer = async (path: string) => {
    viewer ??= createViewer();
    return (await viewer).inject({ method: 'GET', url: path });
  };
  app.get('/docs', { config }, (_request, reply) => reply.redirect('/docs/', 301));
  app.get('/docs/', { config }, async (_request, reply) => {
    const page = (await answer('/docs/')).body;
    return reply.type('text/html; charset=utf-8').header('content-security-policy', policyFor(page)).send(page);
  });
  app.get('/docs/js/scalar.js', { config }, async (_request, reply) => {
    const script = await answer('/docs/js/scalar.js');
    return reply.type('text/javascript; charset=utf-8').header('cache-control', 'max-age=3600').send(script.body);
  });
}

async function createViewer(): Promise<FastifyInstance> {
  const { default: scalar } = await import('@scalar/fastify-api-reference');
  const viewer = fastify();
  await viewer.register(scalar, {
    routePrefix: '/docs',
    configuration: {
      url: '/openapi.json',
      pageTitle: 'MCP Reliability Lab API',
      telemetry: false,
      withDefaultFonts: false,
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
      hideClientButton: true,
      proxyUrl: '',
    },
  });
  return viewer;
}

/** The page may run its own files and exactly the inline script it was sent with, and talk to this api alone. */
function policyFor(html: string): string {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, body = '']) => `'sha256-${createHash('sha256').update(body).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    `script-src 'self' ${inline.join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
