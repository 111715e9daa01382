import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '../../../api/problem';
import type { Comment, Review, Wanted } from './comments';
import { storedInstead } from './comments';
import { draftsOf, mergeDrafts, newId } from './drafts';
import { notesIn } from './notes';
import { scan } from './patch';
import { ReviewStore } from './review';
import { bigPatch, PATCH } from './testPatch';

const draft = (id: string, text = id, differs: Partial<Comment> = {}): Comment => ({
  id,
  path: 'src/Retry.java',
  side: 'new',
  start_line: 60,
  end_line: 60,
  quote: '    return exponential;',
  text,
  status: 'draft',
  ...differs,
});
const texts = (comments: readonly Comment[]): string[] => comments.map((one) => one.text).sort();

test('what either of two tabs added, changed or took away is kept', () => {
  const base = [draft('a'), draft('b'), draft('c'), draft('d')];
  const mine = [draft('a', 'a of mine'), draft('b'), draft('d'), draft('mine')];
  const theirs = [draft('a'), draft('b', 'b of theirs'), draft('c'), draft('theirs')];
  // c was taken away here, d there.
  expect(texts(mergeDrafts(base, mine, theirs))).toEqual(['a of mine', 'b of theirs', 'mine', 'theirs']);
});

test('what both changed is kept twice, under two ids', () => {
  const merged = mergeDrafts([draft('a')], [draft('a', 'mine')], [draft('a', 'theirs')]);
  expect(texts(merged)).toEqual(['mine', 'theirs']);
  expect(new Set(merged.map((one) => one.id)).size).toBe(2);
});

test('what one changed and the other took away is kept', () => {
  expect(texts(mergeDrafts([draft('a')], [draft('a', 'changed')], []))).toEqual(['changed']);
  expect(texts(mergeDrafts([draft('a')], [], [draft('a', 'changed')]))).toEqual(['changed']);
});

test('what was sent meanwhile is no draft, but words that were not sent are', () => {
  const sent = draft('a', 'a', { status: 'sent' });
  expect(mergeDrafts([draft('a')], [draft('a')], [sent])).toEqual([]);
  const [kept] = mergeDrafts([draft('a')], [draft('a', 'more')], [sent]);
  expect(kept).toMatchObject({ text: 'more', status: 'draft' });
  expect(kept?.id).not.toBe('a');
});

test('a new draft has an id of its own until the daemon gives it one', () => {
  expect(newId()).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/);
});

/** The daemon's side: refuses an older version with what is stored, and names new drafts itself. */
function fake(items: Comment[] = []) {
  let stored: Review = { version: 1, items };
  let named = 0;
  const refused = (): Promise<never> =>
    Promise.reject(Problem.of({ status: 409, comments: structuredClone(stored) }, 409));
  return {
    get: () => stored,
    away: false,
    /** Does it, but nobody hears of it. */
    mute: false,
    read() {
      return this.away ? Promise.reject(Problem.unreachable()) : Promise.resolve(structuredClone(stored));
    },
    store(version: number, drafts: Wanted[]) {
      if (this.away) return Promise.reject(Problem.unreachable());
      if (version !== stored.version) return refused();
      const held = draftsOf(stored);
      if (drafts.some(({ id }) => id && !held.some((one) => one.id === id)))
        return Promise.reject(Problem.of({ status: 400, detail: 'no such comment' }, 400));
      const next = drafts.map((one) => ({
        ...one,
        id: one.id ?? `named${named++}`,
        status: 'draft' as const,
      }));
      stored = {
        version: version + 1,
        items: [...stored.items.filter((one) => one.status !== 'draft'), ...next],
      };
      return this.mute ? Promise.reject(Problem.unreachable()) : Promise.resolve(structuredClone(stored));
    },
    send(version: number) {
      if (version !== stored.version) return refused();
      stored = {
        version: version + 1,
        items: stored.items.map((one) => ({ ...one, status: 'sent' as const })),
      };
      return Promise.resolve(undefined);
    },
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 10));

beforeEach(() => localStorage.clear());
afterEach(() => vi.useRealTimers());

test('two tabs that add at the same time lose nothing', async () => {
  const daemon = fake([draft('first')]);
  const refused = vi.fn();
  const tabs = [new ReviewStore('s', daemon, refused), new ReviewStore('s', daemon, refused)];
  await Promise.all(tabs.map((tab) => tab.read()));
  tabs[0]?.change((all) => [...all, draft('one')]);
  tabs[1]?.change((all) => [...all, draft('two')]);
  tabs[0]?.change((all) => [...all, draft('three')]);
  await settled();
  expect(texts(daemon.get().items)).toEqual(['first', 'one', 'three', 'two']);
  expect(refused).not.toHaveBeenCalled();
});

test('what the daemon did not get, being away, survives a reload', async () => {
  const daemon = fake([draft('first')]);
  const before = new ReviewStore('s', daemon, vi.fn());
  await before.read();
  daemon.away = true;
  before.change((all) => [...all, draft('typed')]);
  await settled();
  daemon.away = false;
  const after = new ReviewStore('s', daemon, vi.fn());
  expect(texts(draftsOf(after.get().review))).toEqual(['first', 'typed']);
  await after.read();
  await settled();
  expect(texts(daemon.get().items)).toEqual(['first', 'typed']);
  expect(localStorage.getItem('orch.review.s')).toBeNull();
});

test('a draft that was taken away comes back as a new one, and one that was named is edited under its name', async () => {
  const daemon = fake([draft('a')]);
  const refused = vi.fn();
  const tab = new ReviewStore('s', daemon, refused);
  await tab.read();
  tab.change(() => []);
  await settled();
  tab.change((all) => [...all, draft('a')]);
  await settled();
  expect(daemon.get().items).toMatchObject([{ id: 'named0', text: 'a' }]);
  expect(tab.idOf('a')).toBe('named0');
  tab.change((all) => all.map((one) => ({ ...one, text: 'more' })));
  await settled();
  expect(daemon.get().items).toMatchObject([{ id: 'named0', text: 'more' }]);
  expect(refused).not.toHaveBeenCalled();
});

test('what is added while a new one is being stored goes on under its new name', async () => {
  const daemon = fake();
  const tab = new ReviewStore('s', daemon, vi.fn());
  await tab.read();
  tab.change((all) => [...all, draft('x')]);
  tab.change((all) => [...all.map((one) => ({ ...one, text: 'x2' })), draft('y')]);
  await settled();
  expect(texts(daemon.get().items)).toEqual(['x2', 'y']);
  expect(texts(tab.get().review.items)).toEqual(['x2', 'y']);
});

test('what was stored without an answer is not stored again, also if it was changed meanwhile', async () => {
  const daemon = fake([draft('first')]);
  const tab = new ReviewStore('s', daemon, vi.fn());
  await tab.read();
  daemon.mute = true;
  tab.change((all) => [...all, draft('x'), draft('y'), draft('z')]);
  await settled();
  daemon.mute = false;
  tab.change((all) =>
    all.filter((one) => one.id !== 'z').map((one) => (one.id === 'y' ? draft('y', 'y2') : one)),
  );
  await settled();
  expect(texts(daemon.get().items)).toEqual(['first', 'x', 'y2']);
  expect(tab.idOf('x')).toBe('named0');
});

test('nor is it after a reload', async () => {
  const daemon = fake();
  const before = new ReviewStore('s', daemon, vi.fn());
  await before.read();
  daemon.mute = true;
  before.change((all) => [...all, draft('x')]);
  await settled();
  daemon.mute = false;
  const after = new ReviewStore('s', daemon, vi.fn());
  await after.read();
  await settled();
  expect(texts(daemon.get().items)).toEqual(['x']);
});

test('sending waits for what is not stored yet', async () => {
  const daemon = fake();
  const tab = new ReviewStore('s', daemon, vi.fn());
  await tab.read();
  tab.change((all) => [...all, draft('one')]);
  expect(await tab.send()).toBe(true);
  expect(daemon.get().items).toMatchObject([{ text: 'one', status: 'sent' }]);
  expect(tab.get().review.items).toMatchObject([{ status: 'sent' }]);
});

test('a send that somebody else was before shows what is stored, and says so', async () => {
  const daemon = fake([draft('a')]);
  const refused = vi.fn();
  const tab = new ReviewStore('s', daemon, refused);
  await tab.read();
  const { id: _, status: __, ...other } = draft('b');
  await daemon.store(1, [draft('a'), other]);
  expect(await tab.send()).toBe(false);
  expect(refused).toHaveBeenCalledOnce();
  expect(texts(tab.get().review.items)).toEqual(['a', 'b']);
});

test('only a conflict with what is stored is merged', () => {
  const comments = { version: 2, items: [] };
  expect(storedInstead(Problem.of({ status: 409, comments }, 409))).toEqual(comments);
  expect(storedInstead(Problem.of({ status: 409 }, 409))).toBeUndefined();
  expect(storedInstead(new Error('x'))).toBeUndefined();
});

test('comments stand in the block of their last line, others are listed beside the diff', () => {
  const patch = { text: PATCH, files: scan(PATCH) };
  const here = draft('here');
  const moved = draft('moved', 'moved', { quote: 'other words' });
  const stale = draft('stale', 'stale', { status: 'stale' });
  const away = draft('away', 'away', { start_line: 500, end_line: 500 });
  const gone = draft('gone', 'gone', { path: 'no/such' });
  const notes = notesIn(patch, 'unified', [here, moved, stale, away, gone], [], false);
  expect([...notes.of.values()].flat().map((note) => [note.comment?.id, note.differs])).toEqual([
    ['here', false],
    ['moved', true],
  ]);
  expect(notes.off.map((note) => note.comment?.id)).toEqual(['stale', 'away', 'gone']);
  expect(notes.counts.get('src/Retry.java')).toBe(4);
  // The same numbers in the diff of another turn are other lines.
  expect(notesIn(patch, 'unified', [moved], [], true).off).toHaveLength(1);
});

test('a draft that is edited is shown as its editor alone', () => {
  const patch = { text: PATCH, files: scan(PATCH) };
  const { id, status: _, ...rest } = draft('a');
  const notes = notesIn(patch, 'split', [draft('a')], [{ id, ...rest, text: 'typing' }], false);
  expect([...notes.of.values()].flat()).toMatchObject([
    { comment: { id: 'a' }, writing: { text: 'typing' } },
  ]);
});

test('what is said of old lines stands, and counts, in the file that had them under another name', () => {
  const text = bigPatch(2, 0, 'new.txt').replace(
    /^index /m,
    'rename from old.txt\nrename to new.txt\nindex ',
  );
  const at = { path: 'old.txt', side: 'old', start_line: 2, end_line: 2, quote: 'old 1' } as const;
  const notes = notesIn({ text, files: scan(text) }, 'unified', [draft('a', 'a', at)], [], true);
  expect(notes.off).toEqual([]);
  expect([...notes.counts]).toEqual([['new.txt', 1]]);
});
