import { eraOf, type Revision } from '@mcp-lab/wire';
import { legacyVocabulary } from './legacy-vocabulary.ts';
import { modernVocabulary } from './modern-vocabulary.ts';
import type { Shape } from './shape.ts';

/** Parameters of a notification or request. */
export interface ParamsShape {
  params: Shape;
  required: boolean;
}

/** Everything a server may send at one revision. */
export interface Vocabulary {
  /** By the method of the request that is answered; anything else is judged as `anyResult`. */
  results: Readonly<Record<string, Shape>>;
  anyResult: Shape;
  /** Modern only: a result whose `resultType` is `input_required`, for the methods that may answer so. */
  inputRequired?: Shape;
  notifications: Readonly<Record<string, ParamsShape>>;
  anyNotification: ParamsShape;
  /** Empty in the modern era, where servers send no requests. */
  requests: Readonly<Record<string, ParamsShape>>;
  anyRequest: ParamsShape;
  /** Extra demands on `error` by code. */
  errors: Readonly<Record<number, Shape>>;
}

const built = new Map<Revision, Vocabulary>();

export function vocabularyOf(revision: Revision): Vocabulary {
  const known = built.get(revision);
  if (known) return known;
  const vocabulary = eraOf(revision) === 'modern' ? modernVocabulary() : legacyVocabulary(revision);
  built.set(revision, vocabulary);
  return vocabulary;
}
