import { mkdir, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JsonObject, Session } from '@mcp-lab/wire';
import type { Playground } from '../canaries/canary-files.ts';
import type { ProbeLab } from '../probe.ts';

/** A folder with canaries around it, and sessions of a server that knows it as its border, as far as it does. */
export interface ConfinedPlace {
  playground: Playground;
  /** Whether the server was told of the folder. Otherwise nobody can say what is outside. */
  isKnown: boolean;
  /** In words: `security.root`. */
  how: string;
  session(): Promise<Session>;
}

/** The folder the user named; else one of ours, told to the server where it asks for the roots of its client. */
export async function findConfinedPlace(lab: ProbeLab): Promise<ConfinedPlace | { problem: string }> {
  const { root } = lab.settings;
  if (root !== undefined) return findNamedPlace(lab, root);
  const own = join(lab.files.folder, 'root');
  await mkdir(own, { recursive: true });
  const playground = await lab.files.layPlayground(own, lab.token);
  let wasAsked = false;
  const open = () =>
    lab.open({
      clientCapabilities: { roots: {} },
      onServerRequest: (request): JsonObject => {
        if (request.method === 'ping') return { result: {} };
        if (request.method !== 'roots/list') return { error: { code: -32601, message: 'Method not found' } };
        wasAsked = true;
        return { result: { roots: [{ uri: pathToFileURL(playground.root).href, name: 'mcp-lab' }] } };
      },
    });
  const session = await open();
  // Whoever wants the roots asks when the session begins; this answer comes after that question.
  await session.request('tools/list');
  await session.collect(200, () => wasAsked);
  return {
    playground,
    isKnown: wasAsked,
    how: 'the root that the server asked its client for',
    session: keepOpen(session, open),
  };
}

async function findNamedPlace(lab: ProbeLab, root: string): Promise<ConfinedPlace | { problem: string }> {
  if (!isAbsolute(root)) return { problem: 'security.root is no absolute path' };
  const found = await stat(root).catch(() => undefined);
  if (found?.isDirectory() !== true) return { problem: `security.root, ${root}, is no folder of this machine` };
  try {
    const playground = await lab.files.layPlayground(root, lab.token);
    const open = () => lab.open();
    return { playground, isKnown: true, how: 'security.root', session: keepOpen(await open(), open) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { problem: `no file could be laid in security.root: ${why}` };
  }
}

function keepOpen(first: Session, open: () => Promise<Session>): () => Promise<Session> {
  let current = first;
  return async () => {
    if (current.closed) current = await open();
    return current;
  };
}
