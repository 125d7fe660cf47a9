import type { FrameView } from '@mcp-lab/contracts';
import { PeerText } from '@/components/peer-text.tsx';

/** Request line or status, and the headers as they came. */
export function HttpHead({ http }: { http: NonNullable<FrameView['http']> }) {
  const { method, url, status, headers } = http;
  return (
    <div className="border-b px-3 py-2 font-mono text-xs leading-5 last:border-b-0">
      <p className="font-medium">
        <PeerText text={[method, url, status].filter((part) => part !== undefined).join(' ')} limit={600} />
      </p>
      {headers.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header may come twice, with the same value
        <p key={index} className="pl-3">
          <span className="text-muted-foreground">
            <PeerText text={name} limit={200} />:
          </span>{' '}
          <PeerText text={value} limit={600} />
        </p>
      ))}
    </div>
  );
}
