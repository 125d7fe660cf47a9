import type { Check } from '../../check/check.ts';
import { samplingContextValuesCheck } from './sampling-context-values.ts';
import { samplingToolsDeclaredCheck } from './sampling-tools-declared.ts';

export const samplingChecks: readonly Check[] = [samplingContextValuesCheck, samplingToolsDeclaredCheck];
