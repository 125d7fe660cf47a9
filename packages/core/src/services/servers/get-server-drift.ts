import { describeDrift } from '../../servers/describe-drift.ts';
import { findServer } from '../../servers/find-server.ts';
import type { Service } from '../services.ts';

export const getServerDrift: Service<'getServerDrift'> = async ({ database: { db } }, { params, query }) =>
  describeDrift(db, await findServer(db, params.id), query);
