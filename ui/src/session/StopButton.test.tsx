import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { Session } from '../api/client';
import { api } from '../api/client';
import { StopButton } from './StopButton';

const stop = vi.fn();
vi.mock('./actions', () => ({ useAct: () => ({ stop }) }));
const news = { put: vi.fn() };
vi.mock('../live/Live', () => ({ useLive: () => ({ news }) }));

const session = (stopping: Session['stopping']) => ({ id: 's', stopping }) as Session;

test('a second click goes on to the next rung, and none is offered behind the last', async () => {
  const next_at = new Date(Date.now() + 7500).toISOString();
  const { rerender } = render(<StopButton session={session({ rung: 'interrupt', next_at })} />);
  expect(screen.getByRole('timer').textContent).toBe('Interrupting, 8 s');
  await userEvent.click(screen.getByRole('button', { name: 'Terminate now' }));
  expect(stop).toHaveBeenCalledTimes(1);
  rerender(<StopButton session={session({ rung: 'kill', next_at: null })} />);
  expect(screen.queryByRole('button')).toBeNull();
});

test('a stop under way is looked at, since no event tells its rungs, and one that has ended is not', async () => {
  const read = session({ rung: 'interrupt', next_at: null });
  const get = vi.spyOn(api, 'GET').mockResolvedValue({ data: read, response: new Response('{}') } as never);
  vi.useFakeTimers();
  try {
    const { rerender } = render(<StopButton session={session({ rung: null, next_at: null })} />);
    await vi.advanceTimersByTimeAsync(600);
    expect(news.put).toHaveBeenCalledExactlyOnceWith(read);
    rerender(<StopButton session={session(null)} />);
    await vi.advanceTimersByTimeAsync(5000);
    expect(get).toHaveBeenCalledTimes(1);
  } finally {
    vi.useRealTimers();
  }
});
