/** The form of a name that is unique and that lists are sorted by. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
