import { clientFormats } from '../client-formats.ts';
import type { RawConfig } from '../raw-config.ts';
import { type Reference, splitReferences } from '../references.ts';
import { isSecretWrittenOut } from '../secret-texts.ts';
import type { WritableFormat } from './convert-config.ts';

interface Input {
  type: 'promptString';
  id: string;
  description: string;
  password: boolean;
  [name: string]: string | boolean;
}

/**
 * Carries texts from one client's way of referring to variables to another's. A secret that stands there in plain text is
 * replaced by a reference to a variable (or an input of VS Code), or by a stand-in where a client knows no references.
 */
export class SecretKeeper {
  readonly inputs: Input[] = [];
  readonly #to: WritableFormat;
  readonly #config: RawConfig;
  readonly #variables = new Set<string>();
  readonly #standIns = new Set<string>();
  readonly #unknown = new Set<string>();
  /** Which secret a name stands for: two secrets never share one. Kept only while a file is converted. */
  readonly #secrets = new Map<string, string>();

  constructor(config: RawConfig, to: WritableFormat) {
    this.#config = config;
    this.#to = to;
  }

  /** What the user has to do before the file works. */
  get notes(): string[] {
    const { title } = clientFormats[this.#to];
    const notes: string[] = [];
    if (this.#variables.size > 0)
      notes.push(`Set these variables where ${title} is started: ${list(this.#variables)}.`);
    if (this.#standIns.size > 0)
      notes.push(`${title} puts in no variables: enter the values of ${list(this.#standIns)} by hand.`);
    if (this.inputs.length > 0) notes.push(`${title} will ask for ${list(this.inputs.map(({ id }) => id))}.`);
    if (this.#unknown.size > 0)
      notes.push(`${title} does not know ${list(this.#unknown)}: write the values themselves.`);
    return notes;
  }

  /** A text that holds no secret, its references rewritten. */
  carry(text: string, server: string): string {
    return splitReferences(text)
      .map((part) => (typeof part === 'string' ? part : this.#rewrite(part, server)))
      .join('');
  }

  carryArguments(args: readonly string[], server: string): string[] {
    return args.map((argument, index) => {
      const own = /^(--?([\w-]+)=)(.+)$/s.exec(argument);
      if (own !== null && isSecretWrittenOut(own[2] ?? '', own[3] ?? ''))
        return `${own[1]}${this.#hide(own[3] ?? '', nameFor(server, own[2] ?? ''), server)}`;
      const flag = /^--?([\w-]+)$/.exec(args[index - 1] ?? '')?.[1];
      const isSecret = !argument.startsWith('-') && isSecretWrittenOut(flag ?? '', argument);
      return isSecret ? this.#hide(argument, nameFor(server, flag ?? 'secret'), server) : this.carry(argument, server);
    });
  }

  /** `passed`: variables Codex takes from its own environment by their names. */
  carryVariables(variables: Record<string, string>, server: string): { env: Record<string, string>; passed: string[] } {
    const env: Record<string, string> = {};
    const passed: string[] = [];
    for (const [name, value] of Object.entries(variables)) {
      const isSecret = isSecretWrittenOut(name, value);
      // Codex hands a variable on under its own name only.
      const isFree = !isSecret || this.#nameSecret(value, name, server) === name;
      if (this.#to === 'codex' && isFree && (isSecret || onlyVariable(value) === name)) {
        passed.push(name);
        this.#variables.add(name);
      } else env[name] = isSecret ? this.#hide(value, name, server) : this.carry(value, server);
    }
    return { env, passed };
  }

  carryHeaders(headers: Record<string, string>, server: string): Record<string, string> {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => {
        if (!isSecretWrittenOut(name, value)) return [name, this.carry(value, server)];
        const [scheme] = /^(Bearer|Basic|Token)\s+/i.exec(value) ?? [''];
        return [name, `${scheme}${this.#hide(value.slice(scheme.length), nameFor(server, headerWord(name)), server)}`];
      }),
    );
  }

  /** Codex: the headers that hold no secret, and the names of the variables that hold the others. */
  carryHeadersByName(headers: Record<string, string>, server: string): Record<string, string | Record<string, string>> {
    const plain: Record<string, string> = {};
    const byName: Record<string, string> = {};
    let bearer: string | undefined;
    for (const [name, value] of Object.entries(headers)) {
      const text = value.replace(/^Bearer\s+/i, '');
      const variable =
        onlyVariable(text) ??
        (isSecretWrittenOut(name, value) ? this.#nameSecret(text, nameFor(server, headerWord(name)), server) : null);
      if (variable === null) {
        plain[name] = this.carry(value, server);
        continue;
      }
      this.#variables.add(variable);
      if (text !== value && /^authorization$/i.test(name)) bearer = variable;
      else byName[name] = variable;
    }
    return {
      ...(bearer === undefined ? {} : { bearer_token_env_var: bearer }),
      ...(Object.keys(plain).length > 0 ? { http_headers: plain } : {}),
      ...(Object.keys(byName).length > 0 ? { env_http_headers: byName } : {}),
    };
  }

  carryAddress(text: string, server: string): string {
    const url = URL.parse(text);
    if (url === null) return this.carry(text, server);
    const secrets = [...url.searchParams].filter(([name, value]) => isSecretWrittenOut(name, value));
    let carried = text;
    for (const [name, value] of secrets) {
      const reference = this.#hide(value, nameFor(server, name), server);
      carried = carried.replace(encodeURIComponent(value), reference).replace(value, reference);
    }
    if (url.password !== '')
      carried = carried.replace(
        `:${url.password}@`,
        `:${this.#hide(url.password, nameFor(server, 'password'), server)}@`,
      );
    return secrets.length > 0 || url.password !== '' ? carried : this.carry(text, server);
  }

  #rewrite(reference: Reference, server: string): string {
    const { editorVariables } = clientFormats[this.#to];
    if (reference.kind === 'editor') {
      if (!editorVariables) this.#unknown.add(reference.written);
      return reference.written;
    }
    if (reference.kind === 'variable') return this.#referToVariable(reference.name, reference.fallback);
    if (this.#to === 'vscode') return this.#refer(reference.id, server);
    return this.#referToVariable(variableOf(reference.id), null);
  }

  /** Replaces a secret that was written out. */
  #hide(secret: string, name: string, server: string): string {
    return this.#refer(this.#nameSecret(secret, name, server), server);
  }

  #nameSecret(secret: string, wanted: string, server: string): string {
    const candidates = wanted.startsWith(nameFor(server, '')) ? [wanted] : [wanted, nameFor(server, wanted)];
    let count = 2;
    for (;;) {
      const name = candidates.shift() ?? `${wanted}_${count++}`;
      const known = this.#secrets.get(name);
      if (known !== undefined && known !== secret) continue;
      this.#secrets.set(name, secret);
      return name;
    }
  }

  /** To a secret: VS Code asks for it, others take it from a variable. */
  #refer(name: string, server: string): string {
    if (this.#to !== 'vscode') return this.#referToVariable(name, null);
    const id = name.replaceAll('_', '-').toLowerCase();
    const known = this.#config.inputs.find((input) => input.id === name);
    if (!this.inputs.some((input) => input.id === (known?.id ?? id))) {
      const description = known?.description ?? `${name} of ${server}`;
      this.inputs.push({ type: 'promptString', id: known?.id ?? id, description, password: known?.password ?? true });
    }
    return `\${input:${known?.id ?? id}}`;
  }

  #referToVariable(name: string, fallback: string | null): string {
    const { references } = clientFormats[this.#to];
    if (references === 'none') {
      this.#standIns.add(name);
      return `<${name}>`;
    }
    this.#variables.add(name);
    if (references === 'env-colon') return `\${env:${name}}`;
    return references === 'braces' && fallback !== null ? `\${${name}:-${fallback}}` : `\${${name}}`;
  }
}

/** The variable a text consists of, and nothing else; for an input the one that takes its place. */
function onlyVariable(text: string): string | null {
  const parts = splitReferences(text);
  const [part] = parts;
  if (parts.length !== 1 || typeof part !== 'object' || part.kind === 'editor') return null;
  return part.kind === 'variable' ? part.name : variableOf(part.id);
}

function variableOf(input: string): string {
  return input.replaceAll(/\W/g, '_').toUpperCase();
}

function nameFor(server: string, word: string): string {
  const name = `${server}_${word}`.replaceAll(/\W+/g, '_').toUpperCase();
  return /^\d/.test(name) ? `_${name}` : name;
}

function headerWord(header: string): string {
  return /^authorization$/i.test(header) ? 'token' : header.replace(/^x-/i, '');
}

function list(names: Iterable<string>): string {
  return [...names].join(', ');
}
