import { isSecretWrittenOut, isStandIn, looksSecret } from '../secret-texts.ts';
import type { EntryScene } from './entry-scene.ts';

const better = {
  'env-colon': 'Refer to a variable: ${env:NAME}.',
  braces: 'Refer to a variable: ${NAME}.',
  dollar: 'Refer to a variable: ${NAME}.',
  none: 'Keep the file readable for yourself only, and out of version control.',
} as const;

/** Secrets written out, values that are empty and values that still have to be put in. Never says what they are. */
export function findSecretProblems({ client, shared, report }: EntryScene): void {
  const { args, env, headers, url } = shared;
  const fix =
    client.id === 'vscode' ? 'Ask for it: ${input:NAME} with an entry in "inputs".' : better[client.references];
  const look = (kind: 'env' | 'headers', values: Record<string, string>, word: string) => {
    for (const [name, value] of Object.entries(values)) {
      const path = [kind, name];
      if (value.trim() === '')
        report('empty-value', 'warning', path, `${word} ${name} is empty.`, 'Enter its value, or remove it.');
      else if (isStandIn(value))
        report('stand-in', 'error', path, `${word} ${name} still holds a stand-in.`, 'Enter the value.');
      else if (isSecretWrittenOut(name, value))
        report('plain-secret', 'warning', path, `${word} ${name} seems to hold a secret, written out.`, fix);
    }
  };
  look('env', env, 'The variable');
  look('headers', headers, 'The header');
  for (const [index, argument] of args.entries()) {
    const named = /^--?([\w-]+)(?:=(.+))?$/s.exec(args[index - 1] ?? '');
    const follows = named?.[2] === undefined && named?.[1] !== undefined && !argument.startsWith('-');
    const own = /^--?([\w-]+)=(.+)$/s.exec(argument);
    const isSecret =
      looksSecret(argument) ||
      (follows && isSecretWrittenOut(named?.[1] ?? '', argument)) ||
      isSecretWrittenOut(own?.[1] ?? '', own?.[2] ?? '');
    if (!isSecret) continue;
    const message = 'An argument seems to hold a secret: every program on the machine can read arguments.';
    report(
      'plain-secret',
      'warning',
      ['args', index],
      message,
      'Pass it in a variable under "env", if the server reads one.',
    );
  }
  const address = url === null ? null : URL.parse(url);
  const inQuery = [...(address?.searchParams ?? [])].some(([name, value]) => isSecretWrittenOut(name, value));
  if (address !== null && (address.password !== '' || inQuery)) {
    report(
      'plain-secret',
      'warning',
      ['url'],
      'The address holds a secret: addresses end up in logs.',
      'Send it as a header.',
    );
  }
}
