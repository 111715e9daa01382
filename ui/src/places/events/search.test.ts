import { describe, expect, it } from 'vitest';
import type { OrchEvent } from '../../api/client';
import { changed, eventsSearch, fits, isShown, withType } from './search';

const event = (type: 'agent.message' | 'session.failed') => ({ type, project_id: 'p1', session_id: 's1' });

describe('filters of events', () => {
  it('take what means something in the address', () => {
    expect(eventsSearch({ type: 'agent.*, ,x', session: 's', from: 12, at: 0, project: '' })).toEqual({
      type: 'agent.*,x',
      session: 's',
      from: 12,
    });
    expect(eventsSearch({ from: 1.5, at: '3' })).toEqual({});
    expect(changed({ type: 'a', from: 3 }, { from: undefined })).toEqual({ type: 'a' });
  });
  it('let a star stand for any rest', () => {
    expect(fits(event('agent.message'), { type: 'session.*,agent.mess*' }, undefined)).toBe(true);
    expect(fits(event('agent.message'), { type: 'session.*,agent' }, undefined)).toBe(false);
    expect(fits(event('session.failed'), { type: 'session.failed' }, undefined)).toBe(true);
  });
  it('are about a session or a project, by whatever it is called', () => {
    expect(fits(event('agent.message'), { session: 's1', project: 'shop' }, 'p1')).toBe(true);
    expect(fits(event('agent.message'), { session: 's2' }, undefined)).toBe(false);
    expect(fits(event('agent.message'), { project: 'shop' }, undefined)).toBe(false);
  });
  it('take one type more or less, and never one beside the star that covers it', () => {
    expect(withType(undefined, 'agent.plan')).toBe('agent.plan');
    expect(withType('agent.plan,turn.*', 'agent.*')).toBe('turn.*,agent.*');
    expect(withType('turn.*,agent.*', 'agent.plan')).toBe('turn.*,agent.plan');
    expect(withType('agent.plan', 'agent.plan')).toBeUndefined();
  });
  it('leave what somebody did, and what all the words stand in', () => {
    const said = {
      type: 'agent.message',
      session_id: 's1',
      actor: { kind: 'agent', detail: null },
      payload: { text: 'The turnstile is locked' },
    } as unknown as OrchEvent;
    expect(isShown(said, {})).toBe(true);
    expect(isShown(said, { actor: 'agent', q: 'Locked agent.' })).toBe(true);
    expect(isShown(said, { actor: 'user' })).toBe(false);
    expect(isShown(said, { q: 'locked open' })).toBe(false);
    expect(eventsSearch({ actor: 'nobody', q: 'x' })).toEqual({ q: 'x' });
  });
});
