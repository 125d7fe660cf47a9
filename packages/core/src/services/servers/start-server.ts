import { setDesiredState } from '../../servers/set-desired-state.ts';
import type { Service } from '../services.ts';

export const startServer: Service<'startServer'> = (context, { params }) =>
  setDesiredState(context, params.id, 'start');
