import { findServer } from '../../servers/find-server.ts';
import { toServer } from '../../servers/to-server.ts';
import type { Service } from '../services.ts';

export const getServer: Service<'getServer'> = async ({ database: { db } }, { params }) =>
  toServer(db, await findServer(db, params.id));
