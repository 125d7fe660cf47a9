import type { Service } from '../services.ts';
import { findTest } from './to-tests.ts';

export const getTest: Service<'getTest'> = ({ database }, { params }) => findTest(database.db, params.id);
