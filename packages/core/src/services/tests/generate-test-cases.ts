import { functionalCasesSchema, LabError } from '@mcp-lab/contracts';
import { generateCases } from '@mcp-lab/engine/functional/generate-cases';
import { printCases } from '@mcp-lab/engine/functional/print-cases';
import type { JsonObject } from '@mcp-lab/wire';
import { getServerCapabilities } from '../servers/get-server-capabilities.ts';
import type { Service } from '../services.ts';

/** From what was last seen of the server: the api itself talks to none. */
export const generateTestCases: Service<'generateTestCases'> = async (context, { body }) => {
  const seen = await getServerCapabilities(context, { params: { id: body.serverId } });
  if (seen.takenAt === null) {
    throw new LabError(
      'conflict',
      'Nothing is known of what this server offers. Start it, or check its health, first.',
    );
  }
  const listOf = (entries: readonly Record<string, unknown>[]) => entries as JsonObject[];
  const surface = {
    tools: listOf(seen.tools),
    resources: listOf(seen.resources),
    resourceTemplates: listOf(seen.resourceTemplates),
    prompts: listOf(seen.prompts),
  };
  const generated = generateCases(surface, { anyTool: body.anyTool });
  const cases = functionalCasesSchema.parse(generated.cases.map((one) => one.case));
  return { cases, yaml: printCases(generated), leftOut: generated.leftOut };
};
