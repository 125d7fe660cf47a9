import { isJsonObject, type JsonObject, type Revision } from '@mcp-lab/wire';
import { textOfResult } from '../../functional/text-of-result.ts';
import type { CompiledSchema } from '../../json-schema/compile-schema.ts';
import { validateServerFrame } from '../../revision/validate-server-frame.ts';
import type { CallRecord } from '../drive/call-record.ts';
import type { FuzzInput } from '../inputs/fuzz-input.ts';
import type { Invariant, Violation } from './invariant.ts';
import { normaliseText } from './normalise-text.ts';
import { judgeComplaint, saysError } from './shape-complaint.ts';

/** What calls to a tool are held against. */
export interface JudgedTool {
  revision: Revision;
  /** Undefined where it publishes none, or none that can be used. */
  output: CompiledSchema | undefined;
  /** False where a part of the input schema cannot be checked. */
  isCertain: boolean;
}

/** What an ended call broke. A timeout is not judged here: whether others are still answered has to be tried. */
export function judgeCall(tool: JudgedTool, input: FuzzInput, record: CallRecord): Violation[] {
  switch (record.outcome) {
    case 'crash':
      return [violation('no-crash', `crash ${record.detail}`, `the server ended: ${record.detail}`)];
    case 'transport_error':
      return judgeTransport(record);
    case 'protocol_error':
    case 'tool_error':
      return [
        ...judgeErrorShape(tool, record),
        ...(input.broken === undefined ? judgeRefusal(tool, input, record) : []),
      ];
    case 'ok':
      return [...judgeOutput(tool, record), ...(input.broken === undefined ? [] : judgeService(input, record))];
    default:
      return [];
  }
}

function judgeTransport({ reply, detail }: CallRecord): Violation[] {
  if (reply.outcome === 'failed')
    return [violation('no-crash', `connection ${detail}`, `the connection died: ${detail}`)];
  if (reply.outcome !== 'http-error') return [violation('answers', `none ${detail}`, `no answer came: ${detail}`)];
  const status = reply.status ?? 0;
  // A proxy that is out of breath answers 502 to 504; that is no word of the server's.
  if (status < 500 || (status >= 502 && status <= 504)) return [];
  return [violation('error-shape', `HTTP ${status}`, `the answer is HTTP ${status} and no JSON-RPC response`)];
}

function judgeErrorShape({ revision }: JudgedTool, { reply }: CallRecord): Violation[] {
  if (reply.message === undefined) return [];
  const { errors } = validateServerFrame(revision, reply.message, 'tools/call');
  const [first] = errors;
  return first === undefined
    ? []
    : [
        violation(
          'error-shape',
          normaliseText(first),
          `the error does not have the shape of the revision: ${errors.slice(0, 3).join('; ')}`,
        ),
      ];
}

function judgeRefusal({ isCertain }: JudgedTool, { why }: FuzzInput, { reply, outcome }: CallRecord): Violation[] {
  const text = refusalOf(reply);
  const complaint = judgeComplaint(text, reply.error?.code);
  if (complaint === 'none') return [];
  const severity = complaint === 'evident' && isCertain ? 'fail' : 'warn';
  const said = outcome === 'protocol_error' ? `error ${String(reply.error?.code)}` : 'isError';
  const reason = `arguments that its inputSchema allows (${why}) are refused by ${said}: ${shorten(text)}`;
  return [{ ...violation('valid-accepted', `${said} ${normaliseText(text)}`, reason), severity }];
}

function judgeService({ broken = 'wrong-type', why }: FuzzInput, { reply }: CallRecord): Violation[] {
  const text = isJsonObject(reply.result) ? textOfResult(reply.result) : '';
  if (saysError(text)) {
    const reason = `invalid arguments (${why}) are refused in words only, the result has no isError: ${shorten(text)}`;
    return [{ ...violation('invalid-refused', 'refused in words only', reason), severity: 'warn' }];
  }
  const reason = `invalid arguments are served as if they were valid: ${why}`;
  // What a server ignores does no harm, and several SDKs ignore what is not known.
  const severity = broken === 'extra-property' ? 'warn' : 'fail';
  return [{ ...violation('invalid-refused', broken, reason), severity }];
}

function judgeOutput({ output, revision }: JudgedTool, { reply }: CallRecord): Violation[] {
  if (output === undefined || revision < '2025-06-18' || !isJsonObject(reply.result)) return [];
  const { structuredContent } = reply.result;
  if (structuredContent === undefined) {
    return [
      violation(
        'output-schema',
        'no structuredContent',
        'the tool has an outputSchema, but the result has no structuredContent',
      ),
    ];
  }
  const { valid, errors } = output.validate(structuredContent);
  const [first] = errors;
  if (valid || first === undefined) return [];
  const reason = `structuredContent does not fit the outputSchema: ${first.path === '' ? 'it' : first.path} ${first.message}`;
  return [violation('output-schema', normaliseText(`${first.path} ${first.message}`), reason)];
}

/** Why a call was refused, as the server put it. */
export function refusalOf({ error, result }: CallRecord['reply']): string {
  if (error !== undefined) {
    const data = error.data === undefined ? '' : ` ${JSON.stringify(error.data)}`;
    return `${String(error.message)}${data}`.slice(0, 20_000);
  }
  return isJsonObject(result) ? textOfResult(result as JsonObject).slice(0, 20_000) : '';
}

export function violation(invariant: Invariant, how: string, reason: string): Violation {
  return { invariant, severity: 'fail', how: normaliseText(how), reason };
}

function shorten(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
