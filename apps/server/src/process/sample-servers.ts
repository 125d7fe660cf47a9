import { serverCreateSchema } from '@mcp-lab/contracts';
import type { SampleServerDefinition } from '@mcp-lab/core';
import { sampleServers } from '@mcp-lab/fixtures';

/** The servers of our own that a new user can add with one click. */
export function listSampleServers(): SampleServerDefinition[] {
  return sampleServers.map(({ id, name, description, command, args }) => ({
    id,
    name,
    description,
    server: serverCreateSchema.parse({ name, description, kind: 'stdio', launch: { command, args }, autoStart: true }),
  }));
}
