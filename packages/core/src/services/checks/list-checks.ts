import { type Check, groupOfArea } from '@mcp-lab/contracts';
import type { Service } from '../services.ts';

let items: Check[] | undefined;

/** The registry is a few hundred files: read when somebody first asks, not at every start. */
export const listChecks: Service<'listChecks'> = async () => {
  if (items === undefined) {
    const { describeChecks } = await import('@mcp-lab/engine/checks/describe-checks');
    items = (await describeChecks()).map(({ passive, ...check }) => ({ ...check, group: groupOfArea(check.area) }));
  }
  return { items };
};
