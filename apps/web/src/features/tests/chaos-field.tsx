'use client';
import { TextareaField } from '@/components/ui/text-field.tsx';

interface ChaosFieldProps {
  value: string;
  error: string | undefined;
  onChange(text: string): void;
}

/** The experiment of a chaos run, as it stands in a suite file. */
export function ChaosField({ value, error, onChange }: ChaosFieldProps) {
  return (
    <TextareaField
      label="Experiment"
      error={error}
      hint={
        <>
          YAML or JSON, as under <code>chaos</code> in a suite file. Empty: a set of faults that suits the transport. A
          server that the lab did not start needs <code>mine: true</code>.
        </>
      }
      name="chaos"
      className="min-h-32 font-mono text-xs"
      spellCheck={false}
      placeholder={
        'rate: 20\nsteady: ["latency: p(95)<500", "failed: rate<0.01"]\nfaults:\n  - { kind: latency, ms: 300, jitter: 100 }\n  - { kind: pause, seconds: 2 }\nrecoverySeconds: 10'
      }
      value={value}
      onChange={onChange}
    />
  );
}
