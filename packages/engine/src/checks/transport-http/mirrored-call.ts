import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  mirrorParameters,
  type Reply,
  type Session,
} from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openReady } from '../jsonrpc/ready-session.ts';

/** A call of a tool some of whose arguments are repeated in headers. */
export interface MirroredCall {
  name: string;
  arguments: JsonObject;
  /** `Mcp-Param-*` as a good client sends them. */
  headers: Record<string, string>;
  parameters: MirroredParameter[];
}

/** An argument at the top level that is given and repeated in a header. */
export interface MirroredParameter {
  argument: string;
  header: string;
  value: JsonValue;
  isRequired: boolean;
}

/** A session on which the call was served as it stands; or why there is none. */
export interface ReadyCall {
  session: Session;
  call: MirroredCall;
  plain: Reply;
}

export async function openMirroredCall(context: CheckContext): Promise<ReadyCall | CheckOutcome> {
  const call = findMirroredCall(context);
  if ('verdict' in call) return call;
  const session = await openReady(context);
  if ('verdict' in session) return session;
  const plain = await sendCall(session, call);
  if (plain.result !== undefined) return { session, call, plain };
  return context.untestable(`${call.name} with equal headers and arguments got ${describeReply(plain)}`);
}

export function sendCall(
  session: Session,
  { name, arguments: args, headers }: Pick<MirroredCall, 'name' | 'arguments'> & { headers: Record<string, string> },
): Promise<Reply> {
  return session.request('tools/call', { name, arguments: args }, { headers, timeoutMs: patienceMs });
}

/** The headers without one of them. */
export function without({ headers }: MirroredCall, header: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== header));
}

export function findMirroredCall(context: CheckContext): MirroredCall | CheckOutcome {
  const mirroring = context.tour.tools.filter(({ inputSchema }) =>
    JSON.stringify(inputSchema ?? null).includes('"x-mcp-header"'),
  );
  if (mirroring.length === 0) return context.notApplicable('no tool repeats an argument in a header (x-mcp-header)');
  const named = context.call('mirrored');
  for (const candidate of [...(named === undefined ? [] : [named]), ...context.callable]) {
    const tool = mirroring.find(({ name }) => name === candidate.name);
    const headers = mirrorParameters(tool?.inputSchema, candidate.arguments);
    if (tool === undefined || Object.keys(headers).length === 0) continue;
    return { ...candidate, headers, parameters: parametersOf(tool.inputSchema, candidate.arguments, headers) };
  }
  return context.needsCall('mirrored');
}

function parametersOf(
  schema: JsonValue | undefined,
  args: JsonObject,
  headers: Record<string, string>,
): MirroredParameter[] {
  if (!isJsonObject(schema) || !isJsonObject(schema.properties)) return [];
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).flatMap(([argument, property]) => {
    const header = `Mcp-Param-${isJsonObject(property) ? property['x-mcp-header'] : ''}`;
    const value = args[argument];
    if (value === undefined || !Object.hasOwn(headers, header)) return [];
    return [{ argument, header, value, isRequired: required.includes(argument) }];
  });
}
