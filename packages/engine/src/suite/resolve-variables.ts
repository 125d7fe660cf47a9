import type { SuiteFile } from '@mcp-lab/contracts';

/** Members in which `${NAME}` stands for a variable. Elsewhere, in arguments for example, it is plain text. */
const withVariables = ['target', 'headers', 'env', 'auth', 'tokens'] as const;
const placeholder = /\$\{([A-Za-z_]\w*)\}/g;

/** Puts the environment in, and names every variable that is not set. */
export function resolveVariables(
  suite: SuiteFile,
  environment: Readonly<Record<string, string | undefined>>,
): { suite: SuiteFile; missing: { path: PropertyKey[]; message: string }[] } {
  const missing: { path: PropertyKey[]; message: string }[] = [];
  const resolve = (value: unknown, path: PropertyKey[]): unknown => {
    if (typeof value === 'string') {
      return value.replaceAll(placeholder, (whole, name: string) => {
        const found = environment[name];
        if (found === undefined) missing.push({ path, message: `the variable ${name} is not set in the environment` });
        return found ?? whole;
      });
    }
    if (Array.isArray(value)) return value.map((item, index) => resolve(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, [...path, key])]));
  };
  const resolved = Object.fromEntries(withVariables.map((member) => [member, resolve(suite[member], [member])]));
  return { suite: { ...suite, ...resolved }, missing };
}
