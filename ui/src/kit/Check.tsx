import { clsx } from 'clsx';

/** A box to pick something with; a real checkbox, so that every way of using one works. */
export const Check = ({
  checked,
  label,
  onChange,
  className,
}: {
  checked: boolean;
  label: string;
  onChange: (checked: boolean, shift: boolean) => void;
  className?: string;
}) => (
  <input
    type="checkbox"
    aria-label={label}
    checked={checked}
    onChange={(event) => onChange(event.target.checked, (event.nativeEvent as MouseEvent).shiftKey)}
    className={clsx('size-4 accent-accent-fill', className)}
  />
);
