import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { plainLine } from '../kit/plain';
import { told } from '../kit/Told';
import { holdsStream } from '../live/shared';
import { kinds } from '../request/parts';
import { useWaiting } from '../request/useWaiting';
import type { Waiting } from '../request/waiting';

const KEY = 'orch.notify';
const listeners = new Set<() => void>();

export const isWanted = (): boolean => localStorage.getItem(KEY) === 'on';

function want(wanted: boolean): void {
  if (wanted) localStorage.setItem(KEY, 'on');
  else localStorage.removeItem(KEY);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

export type Permission = NotificationPermission | 'unsupported';

export const permission = (): Permission =>
  typeof Notification === 'undefined' ? 'unsupported' : Notification.permission;

/** Whether they are on, and how that is changed; the browser is asked at the first time, never before. */
export function useNotifyChoice(): {
  on: boolean;
  permission: Permission;
  toggle: () => Promise<void>;
} {
  const wanted = useSyncExternalStore(subscribe, isWanted);
  const toggle = async (): Promise<void> => {
    if (wanted && permission() === 'granted') return want(false);
    if (permission() === 'default') await Notification.requestPermission();
    want(permission() === 'granted');
  };
  return { on: wanted && permission() === 'granted', permission: permission(), toggle };
}

/** The same session may be blocked again: that is another thing that waits. */
const nameOf = (one: Waiting): string => `${one.id} ${one.since}`;

/** What has come to wait since; nothing at first, since all of that was there before. */
export function newOnes(known: ReadonlySet<string> | undefined, waiting: readonly Waiting[]): Waiting[] {
  return known ? waiting.filter((one) => !known.has(nameOf(one))) : [];
}

export const namesOf = (waiting: readonly Waiting[]): Set<string> => new Set(waiting.map(nameOf));

/** One tab of all sends them, the one that holds the stream; none to somebody who is looking at it. */
export const maySend = (now: {
  wanted: boolean;
  permission: Permission;
  holdsStream: boolean;
  looking: boolean;
}): boolean => now.wanted && now.permission === 'granted' && now.holdsStream && !now.looking;

/** Tells of what waits for a person while the page is not looked at, and takes it back once it is answered. */
export function useNotifications(): void {
  const waiting = useWaiting();
  const navigate = useNavigate();
  const known = useRef<ReadonlySet<string>>(undefined);
  const shown = useRef(new Map<string, Notification>());
  useEffect(() => {
    if (!waiting) return;
    const fresh = newOnes(known.current, waiting);
    known.current = namesOf(waiting);
    for (const [id, notification] of shown.current)
      if (!waiting.some((one) => one.id === id)) {
        notification.close();
        shown.current.delete(id);
      }
    const now = { wanted: isWanted(), permission: permission(), holdsStream: holdsStream() };
    if (!maySend({ ...now, looking: document.hasFocus() })) return;
    for (const one of fresh) {
      const notification = new Notification(told(one.session?.title ?? one.request?.title ?? 'Needs you'), {
        body: bodyOf(one),
        tag: one.id,
      });
      notification.onclick = () => {
        window.focus();
        notification.close();
        void navigate({ to: '/inbox', search: { request: one.id } });
      };
      shown.current.set(one.id, notification);
    }
  }, [waiting, navigate]);
}

/** A command as it is; what is written for people without its marks, which no notification shows. */
export function bodyOf({ request, session }: Waiting): string {
  const kind = request ? kinds[request.kind] : 'Blocked';
  const text =
    request?.kind === 'approval' ? request.title : plainLine(request?.title ?? session?.last_line ?? '');
  return [session?.project_slug, told(`${kind}: ${text}`)].filter(Boolean).join('\n');
}
