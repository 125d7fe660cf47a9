/** Why a text that goes to a model deserves a look. */
export interface TextFlag {
  kind: 'bidi' | 'invisible' | 'control' | 'tag-characters' | 'markup-hidden' | 'instruction';
  /** What was found, characters written out. */
  found: string;
}

interface Rule {
  kind: TextFlag['kind'];
  pattern: RegExp;
}

/*
 * A person who approves a tool sees a rendered line; the model reads every character. What follows is the difference
 * between the two, and phrases that tell a model what to do instead of what a tool does.
 */
const rules: readonly Rule[] = [
  { kind: 'bidi', pattern: /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u },
  { kind: 'tag-characters', pattern: /[\u{e0000}-\u{e007f}]/u },
  {
    kind: 'invisible',
    pattern:
      /\u00ad|\u034f|[\u115f\u1160]|[\u17b4\u17b5]|[\u180b-\u180e]|\u200b|[\u2060-\u2065]|[\u206a-\u206f]|\u3164|\ufeff|\uffa0/u,
  },
  { kind: 'control', pattern: /(?![\n\r\t])\p{Cc}/u },
  {
    kind: 'markup-hidden',
    pattern: /<!--[\s\S]*?-->|<\/?(?:important|system|secret|instructions?|hidden|admin)\b[^>]*>/iu,
  },
  {
    kind: 'instruction',
    pattern:
      /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:previous|prior|earlier|above|other|all|any)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules?|messages?|tools?)\b/iu,
  },
  {
    kind: 'instruction',
    pattern:
      /\b(?:do not|don't|never|without)\b[^.\n]{0,30}\b(?:tell|tell(?:ing)?|mention(?:ing)?|inform(?:ing)?|reveal(?:ing)?|show(?:ing)?|notify(?:ing)?|ask(?:ing)?)\b[^.\n]{0,20}\b(?:the )?user\b/iu,
  },
  {
    kind: 'instruction',
    pattern:
      /\b(?:before|after|instead of)\b[^.\n]{0,30}\b(?:using|calling|use|call|invoking)\b[^.\n]{0,60}\b(?:you must|always|first|read|send|call)\b/iu,
  },
  {
    kind: 'instruction',
    pattern: /(?:~\/|\/etc\/|\.)(?:ssh\/|aws\/credentials|env\b|passwd\b|netrc\b|npmrc\b)|\bid_(?:rsa|ed25519)\b/iu,
  },
  { kind: 'instruction', pattern: /\byou (?:are now|must now|will now)\b|\bsystem prompt\b/iu },
];

/** A flag for each kind of thing that is in the text; empty for an ordinary one. Patterns are ours and bounded. */
export function flagText(text: string): TextFlag[] {
  const looked = text.slice(0, 100_000);
  return rules.flatMap(({ kind, pattern }) => {
    const found = pattern.exec(looked)?.[0];
    return found === undefined ? [] : [{ kind, found: writeOut(found) }];
  });
}

/** In words, for a reason. */
export function describeFlags(flags: readonly TextFlag[]): string {
  const titles: Record<TextFlag['kind'], string> = {
    bidi: 'characters that reorder text',
    invisible: 'invisible characters',
    control: 'control characters',
    'tag-characters': 'invisible tag characters',
    'markup-hidden': 'markup that hides or addresses the model',
    instruction: 'a phrase that reads as an order to the model',
  };
  return [...new Set(flags.map(({ kind, found }) => `${titles[kind]} (${found})`))].join(', ');
}

function writeOut(found: string): string {
  const shown = found.slice(0, 80).replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
  return shown.replaceAll(/\s+/g, ' ');
}
