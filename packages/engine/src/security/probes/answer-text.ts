import { type Frame, isJsonObject } from '@mcp-lab/wire';
import { quoteJson } from '../../checks/jsonrpc/quote.ts';
import type { Probe } from '../probe.ts';
import { findHiddenText } from '../text/find-hidden-text.ts';
import { findInstructions } from '../text/find-instructions.ts';
import { addTexts, type ReadText } from '../text/listed-texts.ts';

const maxTold = 6;
const maxFrames = 2_000;
const judgedMethods = ['tools/call', 'resources/read', 'prompts/get', 'completion/complete'];
/** Prompts are orders to a model by their nature, and often structured by markup. */
const usualInPrompts = ['addressing-markup', 'markup-comment', 'pushed-out-of-view'];

export const answerTextProbe: Probe = {
  id: 'answer-text',
  title: 'Results hold nothing hidden, and give a model no orders',
  fix: 'Where the text is the server’s own, take it out. Where it hands on what others wrote, take out invisible and control characters, and mark the text as data.',
  async run(lab) {
    const answers = answersOf(lab.frames()).slice(0, maxFrames);
    if (answers.length === 0) {
      return [
        {
          verdict: 'untestable',
          reason:
            'no tool, resource or prompt answered in this run: write some under tools, resources or prompts in the suite file',
        },
      ];
    }
    const found = answers.flatMap(({ frame, method, sent }) => {
      const texts: ReadText[] = [];
      addTexts(texts, frame.json ?? null, `an answer to ${method}`);
      return texts.flatMap(({ where, text }) => {
        const hidden = findHiddenText(text).map(({ what, spells }) => ({
          frame,
          isOrder: false,
          says: `${where} holds ${what}${spells === undefined ? '' : `, which spell ${quoteJson(spells)}`}`,
        }));
        const isPrompt = method === 'prompts/get';
        const orders = findInstructions(text, isPrompt ? usualInPrompts : ['markup-comment', 'pushed-out-of-view'])
          .filter(({ quote }) => !sent.includes(quote))
          .map(({ pattern, quote }) => ({
            frame,
            isOrder: true,
            says: `${where} ${pattern.does}: ${quoteJson(quote)}`,
          }));
        return [...hidden, ...orders];
      });
    });
    const looked = `the answers to ${answers.length} calls, reads and prompts were looked through`;
    if (found.length === 0) return [{ verdict: 'pass', reason: `nothing found by this probe: ${looked}` }];
    const told = [...new Set(found.map(({ says }) => says))];
    return [
      {
        verdict: 'warn',
        // What a result holds may be what somebody else wrote.
        confidence: 'tentative',
        severity: 'medium',
        reason: `${told.slice(0, maxTold).join('; ')}${told.length > maxTold ? `; and ${told.length - maxTold} more` : ''}. It may be data that the server hands on. ${looked}`,
        evidence: found.slice(0, 4).map(({ frame }) => frame),
      },
    ];
  },
};

/** Answers to what hands out content, each with what was asked; those that only repeat what was asked are of no interest. */
function answersOf(frames: readonly Frame[]): { frame: Frame; method: string; sent: string }[] {
  const asked = new Map<string, { method: string; sent: string }>();
  return frames.flatMap((frame) => {
    const { json, connection, direction } = frame;
    if (frame.kind !== 'message' || !isJsonObject(json) || json.id === undefined) return [];
    const key = `${connection} ${JSON.stringify(json.id)}`;
    if (direction === 'sent') {
      if (typeof json.method === 'string') {
        asked.set(key, { method: json.method, sent: JSON.stringify(json.params ?? null) });
      }
      return [];
    }
    const request = asked.get(key);
    if (request === undefined || json.method !== undefined || !judgedMethods.includes(request.method)) return [];
    return [{ frame, ...request }];
  });
}
