/** Peer text as PostgreSQL can store it, cut to a length: NUL becomes the replacement character. */
export function readableText(text: string, maxLength: number): string {
  const clean = text.replaceAll('\0', '\uFFFD');
  return clean.length <= maxLength ? clean : `${clean.slice(0, maxLength)}… (${clean.length - maxLength} more)`;
}
