/** What the usual validators of JavaScript and Python say of a shape; no business rule speaks like this. */
const evident = [
  /expected .{1,40}received/i,
  /\b(invalid_type|invalid_literal|invalid_enum_value|unrecognized_keys|too_small|too_big|invalid_string|invalid_format|invalid_value|invalid_union)\b/,
  /\bis not of type\b/,
  /\bis a required property\b/,
  /\bfield required\b/i,
  /\binput should be\b/i,
  /\bmust be (of type )?(a |an )?(string|number|integer|boolean|array|object)\b/i,
  /\bmust (not )?have (additional|required) propert/i,
  /\badditional propert(y|ies)\b/i,
  /\bis (too long|too short|not one of)\b/,
  /\b(does not match|must match) (the )?(pattern|schema)\b/i,
  /\b(greater|less) than the (minimum|maximum)\b/i,
];
/** A rule of the author's own, that no schema could say. */
const ownRule = /"code":\s*"custom"|\bvalue_error\b|\bvalue error\b/i;
const shapeWords = /\b(invalid|validation|schema|argument|parameter|params?|required|missing|type)\b/i;

/**
 * Whether a refusal is about the shape of the arguments. `evident`: it says so in the words of a validator. `likely`: it
 * has the code for invalid params and speaks of them, which servers also use for what they do not find.
 */
export function judgeComplaint(text: string, code: unknown): 'evident' | 'likely' | 'none' {
  if (evident.some((pattern) => pattern.test(text))) return ownRule.test(text) ? 'likely' : 'evident';
  return code === -32602 && shapeWords.test(text) ? 'likely' : 'none';
}

/** A result that says in words that it failed, and not by isError. */
export function saysError(text: string): boolean {
  return /^\s*("|\{"?)?(error|invalid|validation|failed|failure|cannot|could not|unknown)\b/i.test(text);
}
