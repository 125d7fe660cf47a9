import type { Target } from '@mcp-lab/wire';
import { referencesIn } from '../client-config/references.ts';
import { isStandIn } from '../client-config/secret-texts.ts';
import { findNamedVariables } from './find-named-variables.ts';
import type { StepDraft } from './step-draft.ts';

/** Handed to `blame` when the server did not let anybody in: then a header may be the cause. */
export const headersRefused = 'headers refused';

/** Variables and headers of the config that hold nothing, or not yet what they are meant to hold. */
export function lookAtEnvironment(step: StepDraft, target: Target, given: readonly string[]): void {
  const values = target.kind === 'stdio' ? target.env : target.headers;
  const word = target.kind === 'stdio' ? 'variable' : 'header';
  const names = given.filter((name) => Object.hasOwn(values, name));
  step.seen =
    names.length === 0
      ? `The config sets no ${word}s.`
      : `The config sets ${names.length === 1 ? 'the' : names.length} ${word}${names.length === 1 ? ` ${names[0]}` : 's'}.`;
  for (const name of names) {
    const value = values[name] ?? '';
    const fits = (words: string) => (word === 'header' ? words === headersRefused : words.includes(name));
    const reference = referencesIn(value).find(({ written }) => written.startsWith('${'));
    if (value.trim() === '') {
      const why = 'It was empty in the config, or refers to a variable that is not set where this runs.';
      step.suspect({ what: `The ${word} ${name} is empty.`, why, fix: 'Enter its value.' }, fits);
    } else if (reference !== undefined) {
      const why = 'Nobody has put a value in there: the server gets the text as it is written.';
      step.suspect(
        {
          what: `The ${word} ${name} still holds ${reference.written}.`,
          why,
          fix: 'Set that variable, or enter the value.',
        },
        fits,
      );
    } else if (isStandIn(value)) {
      const why = 'It is what an example says, not a value.';
      step.suspect({ what: `The ${word} ${name} still holds a stand-in.`, why, fix: 'Enter its value.' }, fits);
    }
  }
  const texts = target.kind === 'stdio' ? [target.command, ...target.args, target.cwd ?? ''] : [target.url];
  for (const reference of texts.flatMap(referencesIn).filter(({ written }) => written.startsWith('${'))) {
    step.suspect({
      what: `${reference.written} stands in the ${target.kind === 'stdio' ? 'command line' : 'address'}.`,
      why: 'Nobody has put a value in there.',
      fix: 'Set that variable, or write the value.',
    });
  }
}

/** A server that ends and names a variable it does not have has told the cause. */
export function blameNamedVariables(step: StepDraft, target: Target, words: string): void {
  if (target.kind !== 'stdio') return;
  const known = step.failed;
  for (const { name, line } of known ? [] : findNamedVariables(words, target.env)) {
    step.fail({
      what: `The server asks for ${name}, which is not set.`,
      why: `Before it ended it wrote: ${line}`,
      fix: `Add ${name} to the environment of the server. A client does not hand on the variables of your shell.`,
    });
  }
}
