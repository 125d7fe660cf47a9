import { isJsonObject, type Reply } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { patienceMs } from '../jsonrpc/patience.ts';

export interface UnknownRead {
  uri: string;
  reply: Reply;
}

/** Reads a URI that no server knows, or says why that would show nothing. */
export async function readUnknown(context: CheckContext): Promise<UnknownRead | CheckOutcome> {
  if (!isJsonObject(context.tour.capabilities.resources)) return context.notApplicable('resources is not declared');
  // A template that is all variable has something to say about every URI.
  const isOpen = context.tour.resourceTemplates.some(({ uriTemplate }) => String(uriTemplate).startsWith('{'));
  if (isOpen) return context.untestable('a resource template takes any URI, so there is none that is unknown');
  const session = await context.shared();
  const uri = `mcp-lab://no-such-resource/${Math.floor(context.random() * 1e9)}`;
  return { uri, reply: await session.request('resources/read', { uri }, { timeoutMs: patienceMs }) };
}
