import { isJsonObject, type JsonValue } from '@mcp-lab/wire';

/** Whether a value means to be a JSON-RPC message; whether it is a valid one is another question. */
export function looksLikeMessage(value: JsonValue): boolean {
  return isJsonObject(value) && ['jsonrpc', 'method', 'result', 'error'].some((member) => member in value);
}
