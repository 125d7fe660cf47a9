import { isKnownTo, type Reference, referencesIn } from '../references.ts';
import { readShared, textsWithPaths } from '../shared-entry.ts';
import type { EntryScene } from './entry-scene.ts';

const wanted = { 'env-colon': '${env:NAME}', braces: '${NAME}', dollar: '${NAME}', none: null } as const;

/** References that stay as they are written, because the client does not know them or has nothing to put in. */
export function findReferenceProblems(scene: EntryScene): void {
  const { config, client, entry, environment, report } = scene;
  // As written: what normalising turned into references is none in the file.
  const written = readShared({ value: entry.written });
  for (const { text, path } of written === null ? [] : textsWithPaths(written)) {
    for (const reference of referencesIn(text)) {
      if (!isKnownTo(client.id, reference)) tellUnknown(scene, reference, path);
      else if (reference.kind === 'input' && !config.inputs.some(({ id }) => id === reference.id)) {
        const fix = `Add { "id": "${reference.id}", "type": "promptString", "description": "…", "password": true } to "inputs".`;
        report('unresolved', 'error', path, `"inputs" has no "${reference.id}".`, fix);
      } else if (isUnset(reference, environment)) {
        const message = `${reference.written} is a variable that is not set here.`;
        report('unresolved', 'warning', path, message, 'Set it where the client is started, or write a default.');
      }
    }
  }
}

function isUnset(reference: Reference, environment: EntryScene['environment']): boolean {
  if (reference.kind !== 'variable' || environment === undefined || reference.fallback !== null) return false;
  const value = environment[reference.name];
  return value === undefined || value === '';
}

function tellUnknown({ client, report, shared }: EntryScene, reference: Reference, path: (string | number)[]): void {
  // `$NAME` in the text given to a shell is the shell's own.
  if (
    reference.kind === 'variable' &&
    reference.form === 'dollar' &&
    path[0] === 'args' &&
    /sh$/.test(shared.command ?? '')
  )
    return;
  const spelling = wanted[client.references];
  const fix =
    spelling === null || reference.kind !== 'variable'
      ? 'Write the value itself.'
      : `Write it as ${spelling.replace('NAME', reference.name)}.`;
  // A lone $NAME may be meant literally.
  const level = reference.kind === 'variable' && reference.form === 'dollar' ? 'warning' : 'error';
  const message = `${client.title} does not replace ${reference.written}: the server gets it as it is written.`;
  report('unresolved', level, path, message, fix);
}
