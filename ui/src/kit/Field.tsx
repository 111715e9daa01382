import { clsx } from 'clsx';
import { type ComponentProps, type ReactNode, useId } from 'react';

const FIELD =
  'block w-full rounded-md border border-edge bg-transparent px-2.5 aria-invalid:border-fail-line placeholder:text-subtle';

/** What a control is told of the words around it. */
export interface Wired {
  id: string;
  'aria-describedby': string;
  'aria-invalid': true | undefined;
}

/**
 * A setting: its name and what it does, and beside it where it is set, with what was refused right below.
 *
 * @param wide below each other: in a dialog there is no room beside
 */
export function Field({
  name,
  what,
  note,
  refused,
  wide,
  children,
}: {
  name: string;
  what?: ReactNode;
  note?: ReactNode;
  refused?: string | undefined;
  wide?: boolean;
  children: (wired: Wired) => ReactNode;
}) {
  const id = useId();
  return (
    <div
      className={clsx(
        wide ? 'grid gap-1' : 'grid grid-cols-[200px_minmax(0,1fr)] gap-x-4 gap-y-1 py-3 max-md:grid-cols-1',
      )}
    >
      <div>
        <label htmlFor={id} className="font-medium">
          {name}
        </label>
        {what && <p className="text-12 text-subtle">{what}</p>}
      </div>
      <div className="min-w-0">
        {children({ id, 'aria-describedby': `${id}-says`, 'aria-invalid': refused ? true : undefined })}
        <div id={`${id}-says`}>
          {refused && (
            <p role="alert" className="mt-1 text-12 font-medium text-fail wrap-anywhere">
              {refused}
            </p>
          )}
          {note && <p className="mt-1 text-12 text-subtle wrap-anywhere">{note}</p>}
        </div>
      </div>
    </div>
  );
}

export const TextField = ({ className, ...rest }: ComponentProps<'input'>) => (
  <input type="text" {...rest} className={clsx(FIELD, 'h-8 max-sm:h-11', className)} />
);

export const TextLines = ({ className, ...rest }: ComponentProps<'textarea'>) => (
  <textarea
    {...rest}
    className={clsx(FIELD, 'code field-sizing-content max-h-80 min-h-8 py-1.5 max-sm:min-h-11', className)}
  />
);

/** A few values of which one is set, all of them in view. */
export function Segments<T extends string>({
  value,
  choices,
  onChange,
  ...wired
}: Partial<Wired> & {
  'aria-label': string;
  value: T;
  choices: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <div role="radiogroup" {...wired} className="flex w-fit flex-wrap rounded-md bg-bg p-0.5">
      {choices.map((choice) => (
        <label
          key={choice.value}
          className={clsx(
            'flex h-7 cursor-pointer items-center rounded-sm px-3 has-focus-visible:outline-2 has-focus-visible:outline-accent max-sm:h-11',
            choice.value === value ? 'bg-overlay font-medium shadow-control' : 'text-muted hover:text-fg',
          )}
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </div>
  );
}
