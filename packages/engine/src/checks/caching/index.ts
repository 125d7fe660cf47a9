import type { Check } from '../../check/check.ts';
import { cacheHintsPresentCheck } from './cache-hints-present.ts';
import { cacheNoHintsInterimCheck } from './cache-no-hints-interim.ts';
import { cachePublicNotPersonalCheck } from './cache-public-not-personal.ts';
import { cacheScopeSamePagesCheck } from './cache-scope-same-pages.ts';
import { cacheScopeValidCheck } from './cache-scope-valid.ts';
import { cacheTtlPlausibleCheck } from './cache-ttl-plausible.ts';
import { cacheTtlValidCheck } from './cache-ttl-valid.ts';
import { cacheTtlZeroEverywhereCheck } from './cache-ttl-zero-everywhere.ts';

export const cachingChecks: readonly Check[] = [
  cachePublicNotPersonalCheck,
  cacheHintsPresentCheck,
  cacheTtlValidCheck,
  cacheScopeValidCheck,
  cacheScopeSamePagesCheck,
  cacheNoHintsInterimCheck,
  cacheTtlPlausibleCheck,
  cacheTtlZeroEverywhereCheck,
];
