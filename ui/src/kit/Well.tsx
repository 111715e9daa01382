import { clsx } from 'clsx';
import { Children, type ReactNode } from 'react';
import { told } from './Told';

/** A command or an output as it is: never cut, each further line of a long one set in. */
export const Well = ({
  children,
  label,
  className,
}: {
  children: ReactNode;
  label: string;
  className?: string;
}) => (
  // A scrolled region has to be reached by the keyboard (WCAG 2.1.1).
  <figure
    aria-label={label}
    tabIndex={0}
    className={clsx('m-0 overflow-x-auto rounded-md border bg-bg px-3 py-2', className)}
  >
    <pre className="code pl-4 -indent-4 break-all whitespace-pre-wrap">
      {Children.map(children, (child) => (typeof child === 'string' ? told(child) : child))}
    </pre>
  </figure>
);
