import type { SuiteInputs } from '@mcp-lab/contracts';
import type { Revision } from '@mcp-lab/wire';
import type { RunSettings } from './conduct-run.ts';

/** What every suite beside the checks is told: fuzz, consistency, process, security, load, chaos. */
export interface SuiteSettings extends RunSettings {
  /** What the user told about the server; `noInputs` where nothing. */
  inputs: SuiteInputs;
  /** Run also what may change the state of the server, beyond what the user named. */
  allowSideEffects?: boolean;
  /** Result ids (`fuzz:…`), `*` matches any part. */
  only?: readonly string[];
  skip?: readonly string[];
  /** Default: the newest revision the server speaks. */
  revisions?: readonly Revision[];
  /** What else must not be shown, by name: what OAuth gave, and was given. */
  secrets?: Readonly<Record<string, string>>;
}
