import { LabError } from '@mcp-lab/contracts';
import { commonPasswords } from './common-passwords.ts';

const fewestDifferentCharacters = 5;
const ownWords = ['mcpreliabilitylab', 'mcplab', 'modelcontextprotocol'];

/**
 * Refuses what is guessed first: common passwords, the same few characters again and again, and the user's own email or
 * name. The length is checked by the endpoint; there are no rules about kinds of characters. Throws LabError `invalid-input`.
 */
export function requireGoodPassword(password: string, about: { email: string; name: string }, path: string): void {
  const problem = findProblem(password, about);
  if (problem === null) return;
  throw new LabError('invalid-input', `The password ${problem}.`, { issues: [{ path, message: problem }] });
}

function findProblem(password: string, { email, name }: { email: string; name: string }): string | null {
  const plain = simplify(password);
  if (commonPasswords.has(plain) || commonPasswords.has(plain.replace(/\d{1,4}$/, '')))
    return 'is one of the most used ones';
  if (new Set(password).size < fewestDifferentCharacters) return 'repeats a few characters only';
  const words = [email, email.split('@')[0] ?? '', name, ...ownWords].map(simplify).filter((word) => word.length >= 4);
  // A word of the context and little else: what is left has to carry the password.
  const guessable = words.find((word) => plain.includes(word) && plain.replaceAll(word, '').length < 6);
  return guessable === undefined ? null : 'is little more than the email, the name or the name of the lab';
}

function simplify(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
