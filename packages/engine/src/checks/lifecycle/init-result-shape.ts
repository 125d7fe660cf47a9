import { isJsonObject, type JsonObject, legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { initializeResults } from './initialize-results.ts';

export const initResultShapeCheck: Check = {
  id: 'init-result-shape',
  area: 'lifecycle',
  title: 'The initialize result has version, capabilities and server info',
  level: 'MUST',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/lifecycle#initialization',
  fix: 'Answer initialize with protocolVersion, a capabilities object, and serverInfo with a name and a version.',
  run(context) {
    const wording = { subjects: 'initialize results', sound: 'have protocolVersion, capabilities and serverInfo' };
    return judgeEach(context, initializeResults(context), wording, ({ result }) => {
      const faults = faultsIn(result);
      return faults.length === 0 ? undefined : `expected ${faults.join(' and ')}, got ${quoteJson(result)}`;
    });
  },
};

function faultsIn({ protocolVersion, capabilities, serverInfo }: JsonObject): string[] {
  const faults: string[] = [];
  if (typeof protocolVersion !== 'string') faults.push('protocolVersion to be a string');
  if (!isJsonObject(capabilities)) faults.push('capabilities to be an object');
  if (!isJsonObject(serverInfo)) return [...faults, 'serverInfo to be an object'];
  if (typeof serverInfo.name !== 'string') faults.push('serverInfo.name to be a string');
  if (typeof serverInfo.version !== 'string') faults.push('serverInfo.version to be a string');
  return faults;
}
