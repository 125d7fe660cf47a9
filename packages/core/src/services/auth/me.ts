import type { Service } from '../services.ts';
import { signedInUser } from '../signed-in-user.ts';
import { findUser } from '../users/find-user.ts';
import { toUser } from './to-user.ts';

export const me: Service<'me'> = async (context) =>
  toUser(await findUser(context.database.db, signedInUser(context).id));
