import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { keys } from '../api/queries';
import { useFocusOn } from '../session/focus';
import { showAt } from '../test/pages';
import { aSession } from '../test/wire';
import { useEntries } from './paletteEntries';

vi.mock('../live/Live', () => ({ useLive: () => ({ news: { put: vi.fn() } }) }));

function Entries() {
  useFocusOn('s1');
  const own = useEntries('').find((group) => group.name === 'This session');
  return <p role="status">{own?.items.map((entry) => entry.label.replace(/ of .*/, '')).join(', ')}</p>;
}

test('the palette has all that the menu of a session has', async () => {
  const session = aSession({ id: 's1', actions: ['archive', 'delete'], applied_at: '2026-12-01T13:12:00Z' });
  showAt('/page', <Entries />, [
    [keys.sessions, [session]],
    [keys.projects, []],
  ]);
  expect(await screen.findByText('Archive, Delete…, Undo the apply, Save all, Copy link')).toBeDefined();
});
