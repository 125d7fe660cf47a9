import { quoteJson } from '../../checks/jsonrpc/quote.ts';
import type { Probe, ProbeFinding } from '../probe.ts';
import { findHiddenText } from '../text/find-hidden-text.ts';
import { findMixedScripts } from '../text/find-mixed-scripts.ts';
import { listedEvidence } from '../text/listed-evidence.ts';
import { listedTexts } from '../text/listed-texts.ts';

const maxTold = 8;

export const hiddenTextProbe: Probe = {
  id: 'hidden-text',
  title: 'What a model reads of the lists is what a person sees',
  fix: 'Take the characters out. If nobody put them in on purpose, find out who did: a person who approves the tool does not see them, a model reads each of them.',
  async run(lab) {
    const texts = listedTexts(lab);
    const found = texts.flatMap((read) => findHiddenText(read.text).map((hidden) => ({ read, hidden })));
    const named = [...lab.surface.tools, ...lab.surface.prompts];
    const names = named.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
    const mixed = names.flatMap((name) => {
      const scripts = findMixedScripts(name);
      return scripts === undefined ? [] : [{ name, scripts }];
    });
    const looked = `${texts.length} texts of the lists were looked through for tag characters, variation selectors, zero-width and reordering characters, escape sequences, and names in letters of two scripts`;
    if (found.length === 0 && mixed.length === 0) {
      return [{ verdict: 'pass', reason: `nothing found by this probe: ${looked}` }];
    }
    const spelled = found.find(({ hidden }) => hidden.spells !== undefined);
    const told = [
      ...found.slice(0, maxTold).map(({ read, hidden }) => {
        const spells = hidden.spells === undefined ? '' : `, which spell ${quoteJson(hidden.spells)}`;
        return `${read.where} holds ${hidden.what}${spells}`;
      }),
      ...mixed
        .slice(0, maxTold)
        .map(({ name, scripts }) => `the name ${quoteJson(name, 60)} mixes letters of ${scripts}`),
    ];
    const more = found.length + mixed.length - told.length;
    const finding: ProbeFinding = {
      verdict: 'fail',
      // A text that can be read out of them did not get there by accident.
      confidence: spelled === undefined ? 'firm' : 'certain',
      severity: spelled === undefined ? 'medium' : 'high',
      reason: `${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}. ${looked}`,
      evidence: listedEvidence(lab.frames(), [...found.map(({ read }) => read.text), ...mixed.map(({ name }) => name)]),
    };
    return [finding];
  },
};
