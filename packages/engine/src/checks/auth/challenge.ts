import type { Reply } from '@mcp-lab/wire';
import { type Challenge, parseChallenges } from './parse-challenges.ts';

export function challengeHeaders({ headers = [] }: Reply): string[] {
  return headers.filter(([name]) => name.toLowerCase() === 'www-authenticate').map(([, value]) => value);
}

/** The Bearer challenge of an answer; undefined where it has none that can be read. */
export function bearerChallenge(reply: Reply): Challenge | undefined {
  const parsed = challengeHeaders(reply).flatMap((header) => {
    const challenges = parseChallenges(header);
    return typeof challenges === 'string' ? [] : challenges;
  });
  return parsed.find(({ scheme }) => scheme === 'bearer');
}

export function scopesOf(challenge: Challenge | undefined): string[] {
  return (challenge?.parameters.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
}
