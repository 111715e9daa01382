import { useEffect, useRef, useState } from 'react';

const QUIET_MS = 200;

/** A text that acts at each letter and stands in the address once one has stopped. */
export function useTextInAddress(
  inAddress: string,
  write: (text: string) => void,
): [string, (text: string) => void] {
  const [text, setText] = useState(inAddress);
  const written = useRef(inAddress);
  const latest = useRef(write);
  latest.current = write;
  useEffect(() => {
    // Somebody else has changed it: a link, or the way back.
    if (inAddress !== written.current) {
      written.current = inAddress;
      setText(inAddress);
    }
  }, [inAddress]);
  useEffect(() => {
    if (text === written.current) return;
    const timer = setTimeout(() => {
      written.current = text;
      latest.current(text);
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText];
}
