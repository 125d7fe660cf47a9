import { messageOf } from '@/lib/field-issues.ts';

/** Why a form was not accepted as a whole; nothing when it was not refused. */
export function FormError({ error }: { error: unknown }) {
  if (!error) return null;
  return (
    <p role="alert" className="rounded-md bg-bad/8 px-3 py-2 text-[0.8125rem] text-bad ring-1 ring-bad/20">
      {messageOf(error)}
    </p>
  );
}
