/** The names that an object of a JSON text has more than once, as paths; at most 10. The text must be valid JSON. */
export function duplicateKeys(text: string): string[] {
  const found: string[] = [];
  const open: { names: Set<string> | undefined; name: string }[] = [];
  // Strings as a whole, so that nothing inside them counts.
  const tokens = text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]/gs);
  let last = '';
  for (const [token] of tokens) {
    const inner = open.at(-1);
    if (token === '{') open.push({ names: new Set(), name: '' });
    else if (token === '[') open.push({ names: undefined, name: '' });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':' && inner?.names !== undefined) {
      const name = String(JSON.parse(last));
      inner.name = name;
      if (inner.names.has(name) && found.length < 10) found.push(open.map((one) => one.name || '[]').join('.'));
      inner.names.add(name);
    }
    last = token;
  }
  return found;
}
