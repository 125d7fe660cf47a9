import { type Command, Option } from 'commander';
import { type FailOn, failOnLevels } from '../exit-codes.ts';
import { collectWith } from '../target-options.ts';
import { parseReporter, type ReporterChoice, reporterNames } from './reporter-choice.ts';
import type { ReportSelection } from './write-reports.ts';

export interface ReportOptions {
  failOn: FailOn;
  reporter: ReporterChoice[];
  json: boolean;
  verbose: boolean;
}

/** `what` the run has, such as `checks`. */
export function addReportOptions(command: Command, what: string): Command {
  return command
    .addOption(new Option('--fail-on <level>', 'which verdicts make exit code 1').choices(failOnLevels).default('fail'))
    .option('--reporter <name>', `${reporterNames}; repeatable`, collectWith(parseReporter), [])
    .option('--json', 'the run as JSON on standard output, nothing else there', false)
    .option('--verbose', `list passed and skipped ${what} too`, false);
}

export function selectReports({ reporter, json, verbose }: ReportOptions): ReportSelection {
  return { reporters: reporter, json, verbose };
}

/** Whether people read standard output. */
export function isPrettyShown({ reporters, json }: ReportSelection): boolean {
  return !json && (reporters.length === 0 || reporters.some(({ name }) => name === 'pretty'));
}
