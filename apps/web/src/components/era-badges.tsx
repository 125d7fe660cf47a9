import type { Server } from '@mcp-lab/contracts';
import { Badge } from './ui/badge.tsx';
import { Tooltip } from './ui/tooltip.tsx';

type Eras = Pick<NonNullable<Server['profile']>, 'modern' | 'legacy'>;

/** Which generations of the protocol it speaks; the exact revisions on hover or focus. */
export function EraBadges({ eras }: { eras: Eras }) {
  const known = [
    { name: 'Modern', tone: 'accent', revisions: eras.modern },
    { name: 'Legacy', tone: 'quiet', revisions: eras.legacy },
  ] as const;
  const spoken = known.filter((era) => era.revisions.length > 0);
  if (spoken.length === 0) return <span className="text-xs text-muted-foreground">none found</span>;
  return (
    <span className="inline-flex gap-1">
      {spoken.map((era) => (
        <Tooltip key={era.name} content={`Revisions: ${era.revisions.toSorted().toReversed().join(', ')}`}>
          <button
            type="button"
            className="cursor-help rounded-[5px] outline-none focus-visible:ring-[3px] focus-visible:ring-ring/45"
          >
            <Badge tone={era.tone}>{era.name}</Badge>
          </button>
        </Tooltip>
      ))}
    </span>
  );
}
