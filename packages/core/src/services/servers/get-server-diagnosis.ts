import { toDiagnosis } from '../../diagnoses/to-diagnosis.ts';
import { findServer } from '../../servers/find-server.ts';
import type { Service } from '../services.ts';

export const getServerDiagnosis: Service<'getServerDiagnosis'> = async (context, { params }) => {
  const { db } = context.database;
  const server = await findServer(db, params.id);
  const row = await db.selectFrom('diagnoses').selectAll().where('server_id', '=', server.id).executeTakeFirst();
  return { diagnosis: row === undefined ? null : toDiagnosis(row, context.now()) };
};
