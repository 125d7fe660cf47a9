import { isJsonObject, type JsonObject, type JsonValue, mirrorParameters } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';

/** A request of a method whose name or URI is repeated in `Mcp-Name`. */
export interface NamedRequest {
  method: string;
  params: JsonObject;
  /** What `Mcp-Name` has to say. */
  name: string;
  /** Of the arguments that are mirrored as well. */
  headers: Record<string, string>;
}

/** One of each method, of what the server lists and may be asked for; or why there is none. */
export function namedRequests(context: CheckContext): NamedRequest[] | CheckOutcome {
  const { capabilities } = context.tour;
  if (!['tools', 'prompts', 'resources'].some((name) => isJsonObject(capabilities[name]))) {
    return context.notApplicable('the server declares neither tools nor prompts nor resources');
  }
  const requests = [readOf(context), promptOf(context), callOf(context)].filter((one) => one !== undefined);
  if (requests.length > 0) return requests;
  return context.untestable(
    'the server lists no resource, no prompt without required arguments and no tool that may be called: name one in the suite file under resources, prompts or tools',
  );
}

function readOf({ tour, inputs }: CheckContext): NamedRequest | undefined {
  const uri = inputs.resources[0] ?? tour.resources[0]?.uri;
  return typeof uri === 'string' ? { method: 'resources/read', params: { uri }, name: uri, headers: {} } : undefined;
}

function promptOf({ tour, inputs }: CheckContext): NamedRequest | undefined {
  const [named] = inputs.prompts;
  const isRequired = (parameter: JsonValue) => isJsonObject(parameter) && parameter.required === true;
  const plain = tour.prompts.find(({ arguments: all }) => !(Array.isArray(all) && all.some(isRequired)))?.name;
  const name = named?.name ?? plain;
  if (typeof name !== 'string') return undefined;
  return { method: 'prompts/get', params: { name, arguments: named?.arguments ?? {} }, name, headers: {} };
}

function callOf({ callable }: CheckContext): NamedRequest | undefined {
  const call = callable.find(({ origin }) => origin === 'named') ?? callable[0];
  if (call === undefined) return undefined;
  const headers = mirrorParameters(call.tool.inputSchema, call.arguments);
  return { method: 'tools/call', params: { name: call.name, arguments: call.arguments }, name: call.name, headers };
}
