import { clsx } from 'clsx';
import { Search, X } from 'lucide-react';
import { type Ref, useImperativeHandle, useRef } from 'react';
import { useShortcuts } from '../shell/shortcuts';
import { Key } from './Button';

/** A field that filters what is shown as one types; `/` goes to it, Escape empties and leaves it. */
export function SearchField({
  label,
  placeholder = 'Filter',
  value,
  onChange,
  onLeave,
  className,
  ref,
}: {
  label: string;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
  onLeave?: () => void;
  className?: string;
  ref?: Ref<HTMLInputElement | null>;
}) {
  const field = useRef<HTMLInputElement>(null);
  useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(ref, () => field.current);
  useShortcuts([{ keys: '/', label, run: () => field.current?.select() }]);
  return (
    <label
      className={clsx(
        'flex h-7 min-w-20 items-center gap-1.5 rounded-md border border-edge px-2 text-subtle focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-accent max-sm:h-11',
        className,
      )}
    >
      <Search size={14} className="shrink-0" aria-hidden />
      <input
        ref={field}
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' && event.key !== 'Enter' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          if (event.key === 'Escape') onChange('');
          field.current?.blur();
          onLeave?.();
        }}
        className="min-w-0 flex-1 bg-transparent text-fg outline-none focus-visible:outline-none"
      />
      {value ? (
        <button
          type="button"
          aria-label="Clear the filter"
          onClick={() => onChange('')}
          className="-mr-1 grid size-5 place-items-center rounded-sm hover:text-fg max-sm:size-9"
        >
          <X size={13} aria-hidden />
        </button>
      ) : (
        <Key>/</Key>
      )}
    </label>
  );
}
