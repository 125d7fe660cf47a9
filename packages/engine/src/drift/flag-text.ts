import { control, invisible, reordering, tagCharacter } from '../security/text/hidden-characters.ts';
import { instructionPatterns } from '../security/text/model-instructions.ts';

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

const ofMarkup = ['addressing-markup', 'markup-comment', 'pushed-out-of-view'];

/*
 * A person who approves a tool sees a rendered line; the model reads every character. What follows is the difference
 * between the two, and phrases that tell a model what to do instead of what a tool does. All of it is only a reason to
 * look: a text that was approved without it has it now.
 */
const rules: readonly Rule[] = [
  { kind: 'bidi', pattern: reordering },
  { kind: 'tag-characters', pattern: tagCharacter },
  { kind: 'invisible', pattern: invisible },
  { kind: 'control', pattern: control },
  { kind: 'markup-hidden', pattern: /<\/?(?:important|system|secret|instructions?|hidden|admin)\b[^>]*>/iu },
  ...instructionPatterns.map(({ id, pattern }): Rule => {
    return { kind: ofMarkup.includes(id) ? 'markup-hidden' : 'instruction', pattern };
  }),
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
