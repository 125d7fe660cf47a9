/** What a JSON value must look like. Objects are open: members a shape does not name may hold anything. */
export type Shape =
  | { kind: 'any' }
  | { kind: 'string'; format?: StringFormat }
  | { kind: 'number'; integer: boolean; minimum?: number; maximum?: number }
  | { kind: 'boolean' }
  | { kind: 'null' }
  | { kind: 'words'; values: readonly string[] }
  | { kind: 'list'; items: Shape; maxItems?: number }
  | { kind: 'record'; values: Shape }
  | { kind: 'fields'; required: Fields; optional: Fields }
  | { kind: 'either'; options: readonly Shape[] }
  | { kind: 'both'; parts: readonly Shape[] };

export type Fields = Readonly<Record<string, Shape>>;
export type StringFormat = 'uri' | 'uri-template' | 'base64';

export const any: Shape = { kind: 'any' };
export const string: Shape = { kind: 'string' };
export const uri: Shape = { kind: 'string', format: 'uri' };
export const uriTemplate: Shape = { kind: 'string', format: 'uri-template' };
export const base64: Shape = { kind: 'string', format: 'base64' };
export const integer: Shape = { kind: 'number', integer: true };
export const natural: Shape = { kind: 'number', integer: true, minimum: 0 };
export const number: Shape = { kind: 'number', integer: false };
export const unitInterval: Shape = { kind: 'number', integer: false, minimum: 0, maximum: 1 };
export const boolean: Shape = { kind: 'boolean' };
export const object: Shape = { kind: 'fields', required: {}, optional: {} };

export const words = (...values: string[]): Shape => ({ kind: 'words', values });
export const list = (items: Shape, maxItems?: number): Shape => ({ kind: 'list', items, maxItems });
export const record = (values: Shape): Shape => ({ kind: 'record', values });
export const fields = (required: Fields, optional: Fields = {}): Shape => ({ kind: 'fields', required, optional });
export const either = (...options: Shape[]): Shape => ({ kind: 'either', options });
export const both = (...parts: Shape[]): Shape => ({ kind: 'both', parts });

export const requestId: Shape = either(string, integer);
