import { insertServer } from '../../servers/insert-server.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';

export const createServer: Service<'createServer'> = (context, { body }) =>
  transact(context, (unit) => insertServer(context, unit, body));
