import { isJsonObject, type JsonObject, type JsonValue, legacyRevisions, type Revision } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { initializeResults } from './initialize-results.ts';

export const initInstructionsTypeCheck: Check = {
  id: 'init-instructions-type',
  area: 'lifecycle',
  title: 'Optional members of the initialize result have their types',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/lifecycle#initialization',
  fix: 'Send instructions, serverInfo.title and serverInfo.websiteUrl as strings and serverInfo.icons as an array of {"src": …}; leave out what is unknown instead of sending null.',
  run(context) {
    const wording = { subjects: 'initialize results', sound: 'have optional members of the right types, or none' };
    return judgeEach(context, initializeResults(context), wording, ({ result }) => faultIn(result, context.revision));
  },
};

function faultIn(result: JsonObject, revision: Revision): string | undefined {
  const info = isJsonObject(result.serverInfo) ? result.serverInfo : {};
  const optional: {
    path: string;
    value: JsonValue | undefined;
    since: Revision;
    fits: (value: JsonValue) => boolean;
  }[] = [
    { path: 'instructions', value: result.instructions, since: '2024-11-05', fits: isText },
    { path: 'serverInfo.title', value: info.title, since: '2025-06-18', fits: isText },
    { path: 'serverInfo.websiteUrl', value: info.websiteUrl, since: '2025-11-25', fits: isText },
    { path: 'serverInfo.description', value: info.description, since: '2025-11-25', fits: isText },
    { path: 'serverInfo.icons', value: info.icons, since: '2025-11-25', fits: areIcons },
  ];
  for (const { path, value, since, fits } of optional) {
    // A member the revision does not define is an additional one, and those are free.
    if (value === undefined || revision < since || fits(value)) continue;
    const wanted = fits === areIcons ? 'an array of objects with a src' : 'a string';
    return `expected ${path} to be ${wanted}, got ${quoteJson(value)}`;
  }
  return undefined;
}

function isText(value: JsonValue): boolean {
  return typeof value === 'string';
}

function areIcons(value: JsonValue): boolean {
  return Array.isArray(value) && value.every((icon) => isJsonObject(icon) && typeof icon.src === 'string');
}
