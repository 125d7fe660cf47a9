import type { Check } from '../../check/check.ts';
import { pageCursorStableCheck } from './page-cursor-stable.ts';
import { pageCursorStringCheck } from './page-cursor-string.ts';
import { pageInvalidCursorCheck } from './page-invalid-cursor.ts';
import { pageNoDupNoLossCheck } from './page-no-dup-no-loss.ts';
import { pageSizeFreeCheck } from './page-size-free.ts';
import { pageWalkTerminatesCheck } from './page-walk-terminates.ts';

export const paginationChecks: readonly Check[] = [
  pageWalkTerminatesCheck,
  pageCursorStringCheck,
  pageNoDupNoLossCheck,
  pageCursorStableCheck,
  pageInvalidCursorCheck,
  pageSizeFreeCheck,
];
