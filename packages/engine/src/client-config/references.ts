import type { ImportFormat } from '@mcp-lab/contracts';
import { clientFormats } from './client-formats.ts';

/** A place in a text where a client puts something in. */
export type Reference = { written: string } & (
  | { kind: 'variable'; form: 'env-colon' | 'braces' | 'dollar'; name: string; fallback: string | null }
  | { kind: 'input'; id: string }
  | { kind: 'editor'; name: string }
);

const pattern = /\$\{([^{}]*)\}|\$([A-Za-z_]\w*)/g;
const editorNames = /^(workspaceFolder(Basename)?|userHome|pathSeparator|\/|cwd|file\w*|relativeFile\w*)(:.*)?$/;

/** The text cut into what stands for itself and what is put in. */
export function splitReferences(text: string): (string | Reference)[] {
  const parts: (string | Reference)[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const reference = readReference(match[0], match[1], match[2]);
    if (reference === null) continue;
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push(reference);
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

export function referencesIn(text: string): Reference[] {
  return splitReferences(text).filter((part) => typeof part !== 'string');
}

function readReference(written: string, inner: string | undefined, bare: string | undefined): Reference | null {
  if (bare !== undefined) return { kind: 'variable', form: 'dollar', written, name: bare, fallback: null };
  if (inner === undefined) return null;
  if (inner.startsWith('input:')) return { kind: 'input', written, id: inner.slice(6) };
  if (editorNames.test(inner)) return { kind: 'editor', written, name: inner };
  const [, prefix, name, , fallback] = /^(env:)?([A-Za-z_]\w*)((?::-|:|-)(.*))?$/s.exec(inner) ?? [];
  if (name === undefined) return null;
  const form = prefix === undefined ? 'braces' : 'env-colon';
  return { kind: 'variable', form, written, name, fallback: fallback ?? null };
}

/** Whether this client puts something in there; if not, the server gets the text as it is written. */
export function isKnownTo(format: ImportFormat, reference: Reference): boolean {
  const { references, editorVariables } = clientFormats[format];
  if (reference.kind === 'input') return format === 'vscode';
  if (reference.kind === 'editor') return editorVariables;
  return reference.form === references || (references === 'dollar' && reference.form === 'braces');
}
