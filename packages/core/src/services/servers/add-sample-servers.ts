import { LabError, type Server } from '@mcp-lab/contracts';
import type { SampleServerDefinition, ServiceContext } from '../../context.ts';
import { insertServer } from '../../servers/insert-server.ts';
import { toServer } from '../../servers/to-server.ts';
import { transact, type Unit } from '../../transact.ts';
import type { Service } from '../services.ts';

/** A sample that is there already is given back as it is. */
export const addSampleServers: Service<'addSampleServers'> = async (context, { body }) => {
  const samples = [...new Set(body.ids)].map((id) => findSample(context, id));
  return transact(context, async (unit) => {
    const items: Server[] = [];
    for (const sample of samples) items.push(await addSample(context, unit, sample));
    return { items };
  });
};

function findSample({ sampleServers }: ServiceContext, id: string): SampleServerDefinition {
  const sample = sampleServers.find((candidate) => candidate.id === id);
  if (sample === undefined) {
    const known = sampleServers.map((candidate) => candidate.id).join(', ');
    throw new LabError('not-found', `There is no sample server "${id}"; there are ${known}.`);
  }
  return sample;
}

async function addSample(context: ServiceContext, unit: Unit, sample: SampleServerDefinition): Promise<Server> {
  const known = await unit.db.selectFrom('servers').selectAll().where('sample_id', '=', sample.id).executeTakeFirst();
  if (known !== undefined) return toServer(unit.db, known);
  return insertServer(context, unit, sample.server, { sampleId: sample.id, start: true });
}
