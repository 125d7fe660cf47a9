import type { Fault } from '@mcp-lab/contracts';
import { FaultError } from '@mcp-lab/engine/proxy/fault-error';
import { parseFault } from '@mcp-lab/engine/proxy/parse-fault';
import { readFaultFile } from '@mcp-lab/engine/proxy/read-fault-file';
import { type Command, InvalidArgumentError } from 'commander';
import { readText } from './files.ts';
import { collectWith } from './target-options.ts';
import { UsageError } from './usage-error.ts';

export interface FaultOptions {
  fault: Fault[];
  faultFile?: string;
}

export function addFaultOptions(command: Command): Command {
  return command
    .option(
      "--fault <'kind,name=value'>",
      "for example 'latency,ms=200,jitter=50,direction=to-client,probability=0.3'; repeatable",
      collectWith(parseOption),
      [],
    )
    .option('--fault-file <file>', 'YAML or JSON: a list of faults');
}

/** Throws UsageError where the file cannot be read or understood. */
export function faultsOf({ fault, faultFile }: FaultOptions): Fault[] {
  if (faultFile === undefined) return fault;
  try {
    return [...fault, ...readFaultFile(readText(faultFile))];
  } catch (error) {
    if (error instanceof FaultError) throw new UsageError(`${faultFile}: ${error.message}`);
    throw error;
  }
}

function parseOption(text: string): Fault {
  try {
    return parseFault(text);
  } catch (error) {
    if (error instanceof FaultError) throw new InvalidArgumentError(error.message);
    throw error;
  }
}
