import type { Assertion } from '@mcp-lab/contracts';
import { isJsonObject, type JsonValue } from '@mcp-lab/wire';
import { equalJson } from './equal-json.ts';
import { compileJsonPath } from './json-path.ts';
import { compilePattern } from './safe-pattern.ts';
import { showValue } from './show-value.ts';

/** What an assertion finds wrong with a document, one sentence each; empty when it holds. */
export function judgeAssertion(assertion: Assertion, document: JsonValue): string[] {
  const { path, exists, absent } = assertion;
  const values = compileJsonPath(path)(document);
  if (absent === true) {
    return values.length === 0 ? [] : [`${path} should be absent, but is ${values.map(showValue).join(', ')}`];
  }
  if (values.length === 0) {
    // Nothing is no value: what is not there does not equal either, except where only that is asked.
    const onlyNot = assertion.notEquals !== undefined && Object.keys(assertion).length === 2;
    if (onlyNot) return [];
    return [`${path} ${exists === true ? 'should exist' : 'selects nothing'}`];
  }
  return [...new Set(values.flatMap((value) => judgeValue(assertion, value)))].map((fault) => `${path} ${fault}`);
}

function judgeValue(assertion: Assertion, value: JsonValue): string[] {
  const { equals, notEquals, matches, contains, type, greaterThan, lessThan, length, oneOf } = assertion;
  const was = `but is ${showValue(value)}`;
  const faults: string[] = [];
  const demand = (holds: boolean, what: string) => {
    if (!holds) faults.push(`should ${what}, ${was}`);
  };
  if (equals !== undefined) demand(equalJson(value, equals), `equal ${showValue(equals)}`);
  if (notEquals !== undefined) demand(!equalJson(value, notEquals), `differ from ${showValue(notEquals)}`);
  if (matches !== undefined) demand(typeof value === 'string' && compilePattern(matches)(value), `match ${matches}`);
  if (contains !== undefined) demand(containsValue(value, contains), `contain ${showValue(contains)}`);
  if (type !== undefined) demand(isOfType(value, type), `be of type ${type}`);
  if (greaterThan !== undefined) demand(typeof value === 'number' && value > greaterThan, `be above ${greaterThan}`);
  if (lessThan !== undefined) demand(typeof value === 'number' && value < lessThan, `be below ${lessThan}`);
  if (length !== undefined) demand(lengthOf(value) === length, `have length ${length}`);
  if (oneOf !== undefined) {
    const isOne = oneOf.some((choice) => equalJson(value, choice));
    demand(isOne, `be one of ${oneOf.map(showValue).join(', ')}`);
  }
  return faults;
}

function containsValue(value: JsonValue, part: JsonValue): boolean {
  if (typeof value === 'string') return typeof part === 'string' && value.includes(part);
  return Array.isArray(value) && value.some((item) => equalJson(item, part));
}

function isOfType(value: JsonValue, type: NonNullable<Assertion['type']>): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isJsonObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

/** Characters as people count them, not UTF-16 units. */
function lengthOf(value: JsonValue): number | undefined {
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  return isJsonObject(value) ? Object.keys(value).length : undefined;
}
