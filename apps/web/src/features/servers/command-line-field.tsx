import { TriangleAlertIcon } from 'lucide-react';
import { Field } from '@/components/ui/field.tsx';
import { Textarea } from '@/components/ui/textarea.tsx';
import { splitCommandLine } from '@/lib/text/split-command-line.ts';

interface CommandLineFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
  error?: string | undefined;
}

/** A command line as people paste it, and below it the arguments exactly as the program will get them. */
export function CommandLineField({ label, value, onChange, error }: CommandLineFieldProps) {
  const { argv, error: splitError, warnings } = splitCommandLine(value);
  const places = argv.map((part, place) => ({ part, place }));
  return (
    <Field label={label} error={splitError ?? error}>
      {(control) => (
        <>
          <Textarea
            {...control}
            name="commandLine"
            rows={2}
            spellCheck={false}
            autoComplete="off"
            className="min-h-14 font-mono"
            placeholder="npx -y @modelcontextprotocol/server-everything"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <div className="rounded-md bg-muted/60 px-2.5 py-2" data-testid="argv-preview">
            <p className="eyebrow mb-1.5">Started as, without a shell</p>
            {argv.length === 0 ? (
              <p className="text-xs text-muted-foreground">The program and each of its arguments appear here.</p>
            ) : (
              <ol className="flex flex-wrap gap-1">
                {places.map(({ part, place }) => (
                  <li
                    key={place}
                    className="max-w-full rounded border bg-card px-1.5 py-0.5 font-mono text-xs wrap-anywhere whitespace-pre-wrap"
                  >
                    <span className="sr-only">{place === 0 ? 'program: ' : `argument ${place}: `}</span>
                    {part === '' ? <span className="text-muted-foreground">(empty)</span> : part}
                  </li>
                ))}
              </ol>
            )}
            {warnings.map((warning) => (
              <p key={warning} className="mt-1.5 flex gap-1.5 text-xs text-caution">
                <TriangleAlertIcon className="mt-px size-3.5 shrink-0" aria-hidden />
                {warning}
              </p>
            ))}
          </div>
        </>
      )}
    </Field>
  );
}
