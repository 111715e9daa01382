import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { BarEnd } from '../kit/Bar';
import { Loading } from '../kit/states';
import { Toasts, useUndoKey } from '../kit/Toasts';
import { useLive } from '../live/Live';
import { Navigation, PhoneNavigation } from './Navigation';
import { useNotifications } from './notify';
import { Palette } from './Palette';
import { PhoneMenu } from './PhoneMenu';
import { ShortcutList } from './ShortcutList';
import { Strip } from './Strip';
import { listenForKeys, useShortcuts } from './shortcuts';
import { useTabTitle } from './tabTitle';

/** What stands around every page: where one can go, what is found from anywhere, and whether the daemon is there. */
export function Shell() {
  const navigate = useNavigate();
  const [palette, setPalette] = useState(false);
  const [keys, setKeys] = useState(false);
  const undo = useUndoKey();
  const { asked } = useLive();
  useTabTitle();
  useNotifications();
  useEffect(listenForKeys, []);
  const go = (to: '/' | '/inbox' | '/sessions' | '/projects' | '/events' | '/trash') => () =>
    void navigate({ to });
  useShortcuts(
    [
      { keys: 'mod+k', label: 'Find or do', whileTyping: true, run: () => setPalette(true) },
      { keys: '?', label: 'All keys', run: () => setKeys(true) },
      { keys: 'mod+z', label: 'Undo what was just done', run: () => void undo() },
      { keys: 'g d', label: 'Go to the dashboard', run: go('/') },
      { keys: 'g i', label: 'Go to the inbox', run: go('/inbox') },
      { keys: 'g s', label: 'Go to sessions', run: go('/sessions') },
      { keys: 'g p', label: 'Go to projects', run: go('/projects') },
      { keys: 'g e', label: 'Go to events', run: go('/events') },
      { keys: 'g t', label: 'Go to the trash', run: go('/trash') },
      { keys: 'c', label: 'New session', run: () => void navigate({ to: '/new' }) },
    ],
    true,
  );
  return (
    <div className="flex h-full max-sm:flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:rounded-md focus:bg-overlay focus:p-2"
      >
        Skip to the page
      </a>
      <Navigation onFind={() => setPalette(true)} />
      <main id="main" className="flex min-h-0 min-w-0 flex-1 flex-col">
        <Strip />
        <BarEnd value={<PhoneMenu onFind={() => setPalette(true)} />}>
          {asked ? <Outlet /> : <NotYet />}
        </BarEnd>
      </main>
      <PhoneNavigation />
      <Palette open={palette} onOpenChange={setPalette} />
      <ShortcutList open={keys} onOpenChange={setKeys} />
      <Toasts />
    </div>
  );
}

/** Before the first answer, in the place of any page. */
const NotYet = () => (
  <>
    <div className="h-11 shrink-0 border-b max-sm:h-12" />
    <Loading />
  </>
);

export function NotFound() {
  return (
    <div className="grid flex-1 place-content-center gap-2 text-center">
      <h1 className="text-16 font-semibold">There is no such page</h1>
      <Link to="/" className="text-accent underline">
        To the dashboard
      </Link>
    </div>
  );
}
