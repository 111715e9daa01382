import { clsx } from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { type Choice, ChoiceMenu } from './Menu';

/** The button of a filter: its name, or what it is set to. */
export const FacetButton = ({
  name,
  value,
  ...rest
}: ComponentProps<'button'> & { name: string; value?: string | undefined }) => (
  <button
    type="button"
    aria-label={value ? `${name}: ${value}` : name}
    className={clsx(
      'flex h-7 shrink-0 items-center gap-1 rounded-md border px-2 whitespace-nowrap max-sm:h-11 max-sm:px-3 data-[popup-open]:bg-hover',
      value ? 'bg-selected font-medium' : 'text-muted hover:bg-hover',
    )}
    {...rest}
  >
    <span className="max-w-40 truncate">{value ?? name}</span> <ChevronDown size={14} aria-hidden />
  </button>
);

const ANY = '';

/** One of several values, or any of them. */
export function Facet({
  name,
  value,
  choices,
  onChange,
}: {
  name: string;
  value: string | undefined;
  choices: Choice[];
  onChange: (value: string | undefined) => void;
}) {
  const shown = choices.find((choice) => choice.value === value)?.label;
  return (
    <ChoiceMenu
      name={name}
      trigger={<FacetButton name={name} value={typeof shown === 'string' ? shown : value} />}
      value={value ?? ANY}
      choices={[{ value: ANY, label: `Any ${name.toLowerCase()}` }, ...choices]}
      onChange={(next) => onChange(next === ANY ? undefined : next)}
    />
  );
}
