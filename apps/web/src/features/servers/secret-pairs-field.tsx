'use client';
import { PlusIcon, Trash2Icon } from 'lucide-react';
import type { ClipboardEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Input } from '@/components/ui/input.tsx';
import { parsePairLines } from './parse-pair-lines.ts';
import type { SecretPair } from './server-form-values.ts';

interface SecretPairsFieldProps {
  /** `Environment variable` or `Header`. */
  noun: string;
  /** What stands between name and value in text that is pasted. */
  separator: '=' | ':';
  pairs: readonly SecretPair[];
  onChange(pairs: SecretPair[]): void;
  error?: string | undefined;
}

/** Rows of name and value; several lines pasted into a name become several rows. Values are write-only in the lab. */
export function SecretPairsField({ noun, separator, pairs, onChange, error }: SecretPairsFieldProps) {
  const nextKey = Math.max(-1, ...pairs.map((pair) => pair.key)) + 1;
  const change = (key: number, changes: Partial<SecretPair>) =>
    onChange(pairs.map((pair) => (pair.key === key ? { ...pair, ...changes } : pair)));
  const pasteLines = (event: ClipboardEvent, key: number) => {
    const lines = parsePairLines(event.clipboardData.getData('text'), separator);
    if (lines.length === 0) return;
    event.preventDefault();
    const added = lines.map((line, index) => ({ ...line, key: nextKey + index, kept: false }));
    onChange([...pairs.filter((pair) => pair.key !== key || pair.name !== ''), ...added]);
  };

  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 text-[0.8125rem] leading-none font-medium">{noun}s</legend>
      {pairs.map((pair) => (
        <div key={pair.key} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] gap-1.5">
          <Input
            aria-label={`${noun} name`}
            placeholder={separator === '=' ? 'API_KEY' : 'Authorization'}
            className="font-mono"
            spellCheck={false}
            autoComplete="off"
            readOnly={pair.kept}
            value={pair.name}
            onChange={(event) => change(pair.key, { name: event.target.value })}
            onPaste={(event) => pasteLines(event, pair.key)}
          />
          <Input
            aria-label={`Value of ${pair.name || `the ${noun.toLowerCase()}`}`}
            placeholder={pair.kept ? 'unchanged' : 'value'}
            className="font-mono"
            spellCheck={false}
            autoComplete="off"
            value={pair.value}
            onChange={(event) => change(pair.key, { value: event.target.value })}
          />
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove ${pair.name || noun.toLowerCase()}`}
            onClick={() => onChange(pairs.filter((other) => other.key !== pair.key))}
          >
            <Trash2Icon />
          </Button>
        </div>
      ))}
      {error ? (
        <p role="alert" className="text-xs text-bad">
          {error}
        </p>
      ) : null}
      <div>
        <Button
          variant="ghost"
          size="sm"
          className="-ml-2"
          onClick={() => onChange([...pairs, { key: nextKey, name: '', value: '', kept: false }])}
        >
          <PlusIcon />
          Add {noun.toLowerCase()}
        </Button>
      </div>
    </fieldset>
  );
}
