import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import type { Shape } from './shape.ts';
import { isFormatted } from './string-format.ts';

/** Nobody reads more, and a hostile list could give millions. */
const maxErrors = 20;

/** What is wrong with a value, as sentences that begin with the path; empty where it fits. */
export function checkShape(shape: Shape, value: JsonValue | undefined, path: string): string[] {
  const errors: string[] = [];
  check(shape, value, path, errors);
  return errors;
}

function check(shape: Shape, value: JsonValue | undefined, path: string, errors: string[]): void {
  if (errors.length >= maxErrors) return;
  switch (shape.kind) {
    case 'any':
      return;
    case 'string':
      if (typeof value !== 'string') errors.push(`${path} must be a string, is ${nameOf(value)}`);
      else if (shape.format && !isFormatted(shape.format, value)) errors.push(`${path} is not a valid ${shape.format}`);
      return;
    case 'number':
      checkNumber(shape, value, path, errors);
      return;
    case 'boolean':
      if (typeof value !== 'boolean') errors.push(`${path} must be a boolean, is ${nameOf(value)}`);
      return;
    case 'null':
      if (value !== null) errors.push(`${path} must be null, is ${nameOf(value)}`);
      return;
    case 'words':
      if (typeof value !== 'string' || !shape.values.includes(value)) {
        errors.push(
          `${path} must be ${shape.values.map((word) => JSON.stringify(word)).join(' or ')}, is ${nameOf(value)}`,
        );
      }
      return;
    case 'list':
      checkList(shape, value, path, errors);
      return;
    case 'record':
      if (!isJsonObject(value)) errors.push(`${path} must be an object, is ${nameOf(value)}`);
      else for (const [key, member] of Object.entries(value)) check(shape.values, member, join(path, key), errors);
      return;
    case 'fields':
      checkFields(shape, value, path, errors);
      return;
    case 'either':
      checkEither(shape, value, path, errors);
      return;
    case 'both':
      for (const part of shape.parts) check(part, value, path, errors);
  }
}

function checkNumber(
  {
    integer,
    minimum = Number.NEGATIVE_INFINITY,
    maximum = Number.POSITIVE_INFINITY,
  }: Extract<Shape, { kind: 'number' }>,
  value: JsonValue | undefined,
  path: string,
  errors: string[],
): void {
  if (typeof value !== 'number' || (integer && !Number.isInteger(value))) {
    errors.push(`${path} must be ${integer ? 'an integer' : 'a number'}, is ${nameOf(value)}`);
  } else if (value < minimum) errors.push(`${path} must be at least ${minimum}, is ${value}`);
  else if (value > maximum) errors.push(`${path} must be at most ${maximum}, is ${value}`);
}

function checkList(
  { items, maxItems = Number.POSITIVE_INFINITY }: Extract<Shape, { kind: 'list' }>,
  value: JsonValue | undefined,
  path: string,
  errors: string[],
): void {
  if (!Array.isArray(value)) {
    errors.push(`${path} must be an array, is ${nameOf(value)}`);
    return;
  }
  if (value.length > maxItems) errors.push(`${path} must have at most ${maxItems} items, has ${value.length}`);
  for (const [index, item] of value.entries()) check(items, item, `${path}[${index}]`, errors);
}

function checkFields(
  { required, optional }: Extract<Shape, { kind: 'fields' }>,
  value: JsonValue | undefined,
  path: string,
  errors: string[],
): void {
  if (!isJsonObject(value)) {
    errors.push(`${path} must be an object, is ${nameOf(value)}`);
    return;
  }
  for (const [key, shape] of Object.entries(required)) {
    if (!Object.hasOwn(value, key)) errors.push(`${join(path, key)} is missing`);
    else check(shape, value[key], join(path, key), errors);
  }
  for (const [key, shape] of Object.entries(optional)) {
    if (Object.hasOwn(value, key)) check(shape, value[key], join(path, key), errors);
  }
}

function checkEither(
  { options }: Extract<Shape, { kind: 'either' }>,
  value: JsonValue | undefined,
  path: string,
  errors: string[],
): void {
  const findings = options.map((option) => checkShape(option, value, path));
  if (findings.some((found) => found.length === 0)) return;
  // The option that was meant says what is wrong with it; the others would only confuse.
  const own = isJsonObject(value) ? findings[options.findIndex((option) => looksMeant(option, value))] : undefined;
  if (own) errors.push(...own);
  else
    errors.push(
      `${path} is none of the ${options.length} things it may be: ${findings.map((found) => found[0]).join('; ')}`,
    );
}

/** Content blocks and the like name their kind in `type`; elsewhere the required members tell. */
function looksMeant(option: Shape, value: JsonObject): boolean {
  if (option.kind !== 'fields') return false;
  const tag = option.required.type;
  if (tag?.kind === 'words') return typeof value.type === 'string' && tag.values.includes(value.type);
  return Object.keys(option.required).every((key) => Object.hasOwn(value, key));
}

function join(path: string, key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key.slice(0, 80))}]`;
}

function nameOf(value: JsonValue | undefined): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' && value.length > 60 ? 'a longer string' : JSON.stringify(value);
}
