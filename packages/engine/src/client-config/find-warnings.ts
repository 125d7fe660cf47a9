import { looksSecret } from './secret-texts.ts';

interface Written {
  command?: string;
  args?: string[];
  env?: Record<string, string>;
  cwd?: string;
  url?: string;
  serverUrl?: string;
  headers?: Record<string, string>;
  envFile?: string;
  disabled?: boolean;
}

/** What of a sound entry will not work here as it does in the client it was written for. */
export function findWarnings(entry: Written): string[] {
  const { command = '', args = [], env = {}, headers = {}, cwd = '', url, serverUrl } = entry;
  const texts = [command, ...args, cwd, url ?? serverUrl ?? '', ...Object.values(env), ...Object.values(headers)];
  const variables = new Set(texts.flatMap((text) => text.match(/\$\{[^}]*\}/g) ?? []));
  const warnings = [...variables].map(describeVariable);
  if (entry.envFile !== undefined)
    warnings.push(`The file ${entry.envFile} is not read: enter its variables under env.`);
  if (entry.disabled === true) warnings.push('It is switched off in the client; here it is added like any other.');
  if (/\s/.test(command) && args.length === 0) {
    warnings.push(`"${command}" is taken as the name of one program: put its arguments into "args".`);
  }
  if (args.some(looksSecret)) {
    warnings.push('An argument looks like a secret: arguments are shown to everybody who may see servers; use env.');
  }
  return warnings;
}

function describeVariable(variable: string): string {
  const name = variable.slice(2, -1);
  if (name.startsWith('input:')) return `${variable} is asked for by VS Code; replace it with the value.`;
  if (name.startsWith('env:'))
    return `${variable} is an environment variable of the client's machine; replace it with the value.`;
  if (name.startsWith('workspaceFolder')) return `${variable} is a folder open in the editor; replace it with a path.`;
  return `${variable} is not replaced by the lab; write the value itself.`;
}
