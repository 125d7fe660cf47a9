import { groupOfArea, type Result, type Run, type VerdictCounts } from '@mcp-lab/contracts';
import { LightbulbIcon } from 'lucide-react';
import { PeerText } from '@/components/peer-text.tsx';
import { describeRunState, isRunActive } from '@/components/run-state.tsx';
import { toneClasses } from '@/components/tone-classes.ts';
import { cn } from '@/lib/class-names.ts';
import { countOf } from '@/lib/format/format-count.ts';
import { countVerdicts } from './result-filters.ts';

interface RunNoticeProps {
  run: Run;
  counts: VerdictCounts;
  /** null while they are loaded. */
  results: readonly Result[] | null;
}

/** What came out, in a sentence; for runs that did not get there, why and what to do. */
export function RunNotice({ run, counts, results }: RunNoticeProps) {
  if (isRunActive(run)) return null;
  const { tone, label, icon: Icon } = describeRunState(run);
  const judged = run.status === 'completed' && run.outcome !== 'unreachable';
  return (
    <div role="status" data-testid="run-outcome" className="flex gap-3 rounded-xl border bg-card px-4 py-3 shadow-xs">
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', toneClasses[tone].text)} strokeWidth={2.5} />
      <div className="min-w-0 text-[0.8125rem] leading-relaxed">
        <p className="font-medium">{judged ? sentencesOf(run, counts, results) : label}</p>
        {run.reason ? (
          <p className="text-muted-foreground">
            <PeerText text={run.reason} limit={1000} />
          </p>
        ) : null}
        {run.hint ? (
          <p className="mt-1 flex gap-1.5">
            <LightbulbIcon aria-hidden className="mt-0.5 size-3.5 shrink-0 text-caution" />
            <PeerText text={run.hint} limit={1000} />
          </p>
        ) : null}
      </div>
    </div>
  );
}

/** What no clause asks for breaks no specification: it is said apart. */
function sentencesOf(run: Run, counts: VerdictCounts, results: readonly Result[] | null): string {
  if (results === null) return sentenceOf(run, counts);
  const own = results.filter(({ area }) => groupOfArea(area) === 'conformance');
  const rest = countVerdicts(results.filter(({ area }) => groupOfArea(area) !== 'conformance'));
  const findings = [rest.fail > 0 && countOf(rest.fail, 'failure'), rest.warn > 0 && countOf(rest.warn, 'warning')]
    .filter(Boolean)
    .join(' and ');
  if (own.length === 0) return findings === '' ? `${countOf(rest.pass, 'result')} as wanted.` : `There is ${findings}.`;
  const sentence = sentenceOf(run, countVerdicts(own));
  return findings === '' ? sentence : `${sentence} Apart from the specification: ${findings}.`;
}

function sentenceOf(run: Run, counts: VerdictCounts): string {
  const rest = [
    counts.warn > 0 && countOf(counts.warn, 'warning'),
    counts.untestable > 0 && `${counts.untestable} could not be judged`,
    counts.error > 0 && countOf(counts.error, 'lab error'),
  ].filter(Boolean);
  const tail = rest.length > 0 ? `; ${rest.join(', ')}` : '';
  if (counts.fail > 0) return `It breaks the specification in ${countOf(counts.fail, 'check')}${tail}.`;
  if (counts.fail + counts.warn === 0 && counts.pass > 0 && run.outcome !== 'incomplete')
    return `Every requirement that was judged is met: ${countOf(counts.pass, 'check')}${tail}.`;
  return `${countOf(counts.pass, 'check')} passed${tail}.`;
}
