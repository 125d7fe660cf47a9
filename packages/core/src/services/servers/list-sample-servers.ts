import type { Service } from '../services.ts';

export const listSampleServers: Service<'listSampleServers'> = async ({ database, sampleServers }) => {
  const rows = await database.db.selectFrom('servers').select('sample_id').where('sample_id', 'is not', null).execute();
  const added = new Set(rows.map((row) => row.sample_id));
  return {
    items: sampleServers.map(({ id, name, description }) => ({ id, name, description, added: added.has(id) })),
  };
};
