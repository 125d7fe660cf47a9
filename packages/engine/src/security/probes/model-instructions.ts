import { quoteJson } from '../../checks/jsonrpc/quote.ts';
import type { Probe } from '../probe.ts';
import { findInstructions } from '../text/find-instructions.ts';
import { listedEvidence } from '../text/listed-evidence.ts';
import { listedTexts } from '../text/listed-texts.ts';
import { instructionPatterns, instructionsDate } from '../text/model-instructions.ts';

const maxTold = 6;

export const modelInstructionsProbe: Probe = {
  id: 'model-instructions',
  title: 'Descriptions say what things do, and give a model no orders',
  fix: 'Read the text as a model does. Say what the tool does and when it is of use; leave out what other tools, the user or the files of the user have to do with.',
  async run(lab) {
    const texts = listedTexts(lab);
    const found = texts.flatMap((read) => findInstructions(read.text).map((match) => ({ read, ...match })));
    const count = instructionPatterns.filter(({ isWide }) => !isWide).length;
    const looked = `${texts.length} texts of the lists were compared with ${count} patterns of ${instructionsDate}`;
    if (found.length === 0) {
      return [
        {
          verdict: 'pass',
          reason: `nothing found by this probe: ${looked}. An order in other words, or in a language other than English, is not seen by it`,
        },
      ];
    }
    const told = found
      .slice(0, maxTold)
      .map(({ read, pattern, quote }) => `${read.where} ${pattern.does}: ${quoteJson(quote)}`);
    const more = found.length - told.length;
    const innocent = [...new Set(found.map(({ pattern }) => pattern.falseAlarms))].slice(0, 3).join('; ');
    return [
      {
        verdict: 'warn',
        confidence: 'tentative',
        severity: 'medium',
        reason: `${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}. Innocent where it is ${innocent}. ${looked}`,
        evidence: listedEvidence(
          lab.frames(),
          found.map(({ read }) => read.text),
        ),
      },
    ];
  },
};
