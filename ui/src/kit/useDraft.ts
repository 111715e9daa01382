import { useEffect, useState } from 'react';

type Draft = [
  text: string,
  set: (text: string) => void,
  /** What was sent is sent: in its place comes this, unless somebody has written on meanwhile. */
  sent: (was: string, then?: string) => void,
];

/** Text that somebody has not sent yet; it survives a reload. One key after the other may be shown in one place. */
export function useDraft(key: string, store: Storage = sessionStorage): Draft {
  const [draft, setDraft] = useState({ key, text: store.getItem(key) ?? '' });
  useEffect(() => setDraft({ key, text: store.getItem(key) ?? '' }), [key, store]);
  const set = (text: string): void => {
    if (text) store.setItem(key, text);
    else store.removeItem(key);
    setDraft({ key, text });
  };
  const sent = (was: string, then = ''): void => {
    if ((store.getItem(key) ?? '') === was) set(then);
  };
  return [draft.key === key ? draft.text : (store.getItem(key) ?? ''), set, sent];
}
