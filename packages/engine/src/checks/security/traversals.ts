import { isJsonObject, type JsonObject } from '@mcp-lab/wire';

const outside = ['etc/passwd', 'etc/hosts', 'Windows/win.ini'];
const ways = [
  '../../../../../../../../',
  '..%2f..%2f..%2f..%2f..%2f..%2f',
  '%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/',
  '....//....//....//....//',
];
const maxUris = 3;
/** What these files begin with or hold, wherever they are. */
const telltale = /root:[^:\n]*:0:0:|^127\.0\.0\.1\s+localhost|\[(fonts|extensions|mci extensions)\]/m;

/** URIs that lead out of what listed file URIs and path templates offer. None where nothing is a file. */
export function traversals(uris: readonly string[], templates: readonly string[]): string[] {
  const files = uris.filter((uri) => uri.startsWith('file:')).slice(0, maxUris);
  const fromFiles = files.flatMap((uri) => {
    const folder = uri.replace(/[^/]*$/, '');
    return ways.flatMap((way) => outside.map((path) => `${folder}${way}${path}`));
  });
  const absolute = files.length > 0 || templates.some((template) => template.startsWith('file:'));
  const roots = absolute ? ['file:///etc/passwd', 'file:///etc/hosts', 'file:///C:/Windows/win.ini'] : [];
  const fromTemplates = templates.slice(0, maxUris).flatMap((template) => {
    const variable = /\{[+#./;?&]?[\w.,*%]+\}/;
    if (!variable.test(template)) return [];
    return ways.map((way) => template.replace(variable, `${way}etc/passwd`).replace(/\{[^}]*\}/g, ''));
  });
  return [...new Set([...fromFiles, ...roots, ...fromTemplates])];
}

/**
 * Whether what was read lies outside: it has the looks of the file that was aimed at, or it is the content of an
 * absolute file URI that nobody listed.
 */
export function looksOutside(result: JsonObject, uri: string): boolean {
  const contents = Array.isArray(result.contents) ? result.contents.filter(isJsonObject) : [];
  return contents.some(({ text, blob }) => {
    const told = typeof blob === 'string' ? Buffer.from(blob, 'base64').toString('utf8') : String(text ?? '');
    if (telltale.test(told)) return true;
    return told !== '' && /^file:\/\/\/(etc|C:\/Windows)\//.test(uri);
  });
}
