import { PeerText } from '@/components/peer-text.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Select } from '@/components/ui/select.tsx';
import { Textarea } from '@/components/ui/textarea.tsx';
import type { ArgumentField } from './argument-fields.ts';

interface ArgumentControlProps {
  field: ArgumentField;
  value: string;
  error: string | undefined;
  onChange(value: string): void;
}

/** A Select has no empty value. */
const none = ' ';

export function ArgumentControl({ field, value, error, onChange }: ArgumentControlProps) {
  const { name, kind, required, description } = field;
  const choices = kind === 'boolean' ? ['true', 'false'] : field.choices;
  const options = choices.filter((choice) => choice !== '').map((choice) => ({ value: choice, label: choice }));
  const label = (
    <span className="font-mono text-xs">
      <PeerText text={name} limit={100} />
      {required ? <span className="font-sans font-normal text-muted-foreground"> needed</span> : null}
    </span>
  );
  return (
    <Field label={label} error={error} hint={description ? <PeerText text={description} limit={300} /> : undefined}>
      {(control) =>
        kind === 'boolean' || kind === 'choice' ? (
          <Select
            id={control.id}
            aria-label={name}
            value={value === '' ? none : value}
            options={required ? options : [{ value: none, label: 'left out' }, ...options]}
            placeholder="choose"
            onValueChange={(next) => onChange(next === none ? '' : next)}
          />
        ) : kind === 'json' ? (
          <Textarea
            {...control}
            aria-label={name}
            className="min-h-20 font-mono text-xs"
            spellCheck={false}
            placeholder="JSON"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Input
            {...control}
            aria-label={name}
            inputMode={kind === 'number' ? 'decimal' : undefined}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}
