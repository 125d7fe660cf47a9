import { LabError } from '@mcp-lab/contracts';

/** The row, or LabError `not-found`. */
export function requireFound<Row>(row: Row | undefined, what: string, id: string): Row {
  if (row === undefined) throw new LabError('not-found', `There is no ${what} with the id ${id}.`);
  return row;
}
