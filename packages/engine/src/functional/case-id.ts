const maxLength = 80;

/** `case:<slug>` for each case, unique within the list: two names with one slug are told apart by a number. */
export function caseIdsOf(cases: readonly { name: string }[]): string[] {
  const taken = new Set<string>();
  return cases.map(({ name }, index) => {
    const slug = slugOf(name) || `${index + 1}`;
    let id = `case:${slug}`;
    for (let number = 2; taken.has(id); number++) id = `case:${slug}-${number}`;
    taken.add(id);
    return id;
  });
}

function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
  return plain
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, maxLength);
}
