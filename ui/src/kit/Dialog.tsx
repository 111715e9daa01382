import { Dialog as Base } from '@base-ui/react/dialog';
import { clsx } from 'clsx';
import type { ReactNode, RefObject } from 'react';

/** In the middle of the upper half; on a phone a sheet from below. Escape and a click beside it close it. */
export function Dialog(props: {
  title: string;
  /** Read aloud, not shown, where the content says itself what it is. */
  hideTitle?: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  width?: 'normal' | 'wide';
  initialFocus?: RefObject<HTMLElement | null>;
  children: ReactNode;
}) {
  return (
    <Base.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-30 bg-scrim" />
        <Base.Popup
          {...(props.initialFocus && { initialFocus: props.initialFocus })}
          className={clsx(
            'floats fixed z-40 flex flex-col overflow-hidden border bg-overlay shadow-dialog',
            'top-[12vh] left-1/2 max-h-[76vh] -translate-x-1/2 rounded-xl max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:max-h-[88vh] max-sm:w-full max-sm:translate-x-0 max-sm:rounded-b-none',
            props.width === 'wide' ? 'w-[min(94vw,640px)]' : 'w-[min(94vw,560px)]',
          )}
        >
          <Base.Title className={props.hideTitle ? 'sr-only' : 'border-b px-4 py-3 text-14 font-semibold'}>
            {props.title}
          </Base.Title>
          {props.children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
