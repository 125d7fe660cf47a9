const maxLength = 60;

/** A short name for each tool that fits into a result id and a pattern of `--only`, unique within the list. */
export function toolIdsOf(names: readonly string[]): Map<string, string> {
  const taken = new Set<string>();
  const ids = new Map<string, string>();
  for (const name of names) {
    const plain = name.replace(/[^\w./-]/g, '_').slice(0, maxLength) || '_';
    let id = plain;
    for (let number = 2; taken.has(id); number++) id = `${plain}-${number}`;
    taken.add(id);
    ids.set(name, id);
  }
  return ids;
}
