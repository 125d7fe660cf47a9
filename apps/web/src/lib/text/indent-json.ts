/**
 * Re-indents a JSON text without touching a single token: numbers keep their digits, strings their escapes, objects
 * their duplicate keys and order, which JSON.stringify(JSON.parse(text)) would lose. Null where it is not JSON.
 */
export function indentJson(text: string): string | null {
  if (!isJson(text)) return null;
  let indented = '';
  let depth = 0;
  const newLine = () => `\n${'  '.repeat(depth)}`;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s[\]{}:,"]+/g)) {
    if (token === '{' || token === '[') {
      depth += 1;
      indented += token + newLine();
    } else if (token === '}' || token === ']') {
      depth -= 1;
      // Nothing between the brackets: keep them together.
      indented = /[{[]\s*$/.test(indented) ? indented.trimEnd() + token : indented + newLine() + token;
    } else if (token === ',') indented += token + newLine();
    else indented += token === ':' ? ': ' : token;
  }
  return indented;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
