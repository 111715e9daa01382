import { type RefObject, useEffect, useRef, useState } from 'react';

export interface Held {
  held: boolean;
  /** To be put around the place. */
  hold: {
    onPointerEnter: (event: { pointerType: string }) => void;
    onPointerLeave: () => void;
    onFocus: () => void;
    onBlur: () => void;
  };
}

/** Whether the pointer or the focus is in this place: what lies there is to stay where it is. */
export function useHeld(place: RefObject<HTMLElement | null>): Held {
  const [held, setHeld] = useState(false);
  const pointer = useRef(false);
  const look = (): void => {
    const at = place.current;
    setHeld(
      pointer.current ||
        Boolean(at?.contains(document.activeElement)) ||
        // A menu lies elsewhere in the page, but belongs to its row.
        Boolean(at?.querySelector('[data-popup-open]')),
    );
  };
  const soon = useRef<ReturnType<typeof setTimeout>>(undefined);
  const lookSoon = (): void => {
    clearTimeout(soon.current);
    soon.current = setTimeout(look);
  };
  useEffect(() => () => clearTimeout(soon.current), []);
  return {
    held,
    hold: {
      onPointerEnter: (event) => {
        // A finger holds nothing once it is lifted.
        pointer.current = event.pointerType !== 'touch';
        look();
      },
      onPointerLeave: () => {
        pointer.current = false;
        lookSoon();
      },
      onFocus: look,
      onBlur: lookSoon,
    },
  };
}
