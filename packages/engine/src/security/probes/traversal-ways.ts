import { relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Playground } from '../canaries/canary-files.ts';

/** One way of writing a place outside of the root. */
export interface Way {
  how: string;
  value: string;
  /** What would be new to whoever sent it: the content of the canary, or for a folder its name. */
  leads: 'file' | 'folder';
}

const deep = '../'.repeat(16);

/**
 * How the canary may be reached. `careful`: for tools that may write, only what names a place of ours however it is
 * read, so that nothing is made elsewhere.
 */
export function traversalWays(playground: Playground, { careful, isUri }: { careful: boolean; isUri: boolean }): Way[] {
  const { root, canary, outside, links } = playground;
  const way =
    (leads: Way['leads']) =>
    (how: string, value: string): Way => ({ how, value, leads });
  const file = way('file');
  const folder = way('folder');
  const up = relative(root, canary.path);
  const slashed = up.split(sep).join('/');
  const plain = [
    file('an absolute path', canary.path),
    file('a path within that climbs out', `${root}${sep}${up}`),
    ...(links === undefined ? [] : [file('a link within that leads out', links.toFile)]),
    ...(links === undefined ? [] : [file('a linked folder within', `${links.toFolder}${sep}${canary.name}`)]),
    folder('an absolute path of a folder', outside),
    folder('a path of a folder that climbs out', `${root}${sep}${relative(root, outside)}`),
    ...(links === undefined ? [] : [folder('a link to a folder', links.toFolder)]),
  ];
  if (careful) return plain;
  const fromAnywhere = `${deep}${canary.path
    .split(sep)
    .join('/')
    .replace(/^(?:[A-Za-z]:)?\//, '')}`;
  const uri = pathToFileURL(canary.path).href;
  const uris = [
    file('a file URI', uri),
    file('a file URI that climbs out', `${pathToFileURL(root).href}/${slashed}`),
    file('a file URI with encoded dots', `${pathToFileURL(root).href}/${slashed.replaceAll('../', '%2e%2e%2f')}`),
    file('a file URI with a host', uri.replace('file:///', 'file://localhost/')),
  ];
  if (isUri) return uris;
  return [
    file('a relative path', slashed),
    file('a relative path from deep below', fromAnywhere),
    ...plain,
    file('encoded dots and slashes', slashed.replaceAll('../', '%2e%2e%2f')),
    file('encoded twice', slashed.replaceAll('../', '%252e%252e%252f')),
    file('backslashes', slashed.replaceAll('/', '\\')),
    file('doubled dots that a filter leaves single', slashed.replaceAll('../', '....//')),
    file('a NUL behind the name', `${canary.path}\0.txt`),
    ...uris,
  ];
}
