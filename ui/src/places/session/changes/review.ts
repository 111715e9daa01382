import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { Problem, problemOf } from '../../../api/problem';
import { useTell } from '../../../kit/Toasts';
import { useNewsOf } from '../../../live/Live';
import {
  type Comment,
  type Mode,
  type Review,
  readReview,
  sendDrafts,
  storeDrafts,
  storedInstead,
  type Wanted,
} from './comments';
import { arrivedOf, draftsOf, isSame, mergeDrafts, namedNow, wantedOf } from './drafts';

/** How the store reaches the daemon; tests have one of their own. */
export interface ReviewWire {
  read: () => Promise<Review>;
  store: (version: number, drafts: Wanted[]) => Promise<Review>;
  send: (version: number, mode?: Mode) => Promise<unknown>;
}

export interface ReviewState {
  review: Review;
  /** Being sent. */
  sending: boolean;
}

const CHANNEL = 'orch.comments';
const AGAIN_MS = 3000;
const TRIES = 8;

/**
 * The comments of one session. A change shows at once and is stored after it; what another tab has stored meanwhile
 * is merged, so that neither loses one. What is not stored yet survives a reload.
 */
export class ReviewStore {
  private state: ReviewState = { review: { version: 0, items: [] }, sending: false };
  /** What the daemon has, as far as this tab knows. */
  private base: Review = { version: 0, items: [] };
  /** What was to be stored as no answer came: it may have been. */
  private unanswered: Comment[] | undefined;
  /** What new drafts are called now. */
  private readonly names = new Map<string, string>();
  private readonly listeners = new Set<() => void>();
  private storing: Promise<void> | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;
  private readonly id: string;
  private readonly wire: ReviewWire;
  private readonly refused: (fault: unknown) => void;
  private channel: BroadcastChannel | undefined;

  constructor(id: string, wire: ReviewWire, refused: (fault: unknown) => void) {
    this.id = id;
    this.wire = wire;
    this.refused = refused;
    const kept = this.unstored();
    if (!kept) return;
    this.base = { version: 0, items: kept[0] };
    this.state = { ...this.state, review: { version: 0, items: kept[1] } };
  }

  /** Reads, and listens to other tabs. @return ends it */
  open(): () => void {
    this.channel = new BroadcastChannel(CHANNEL);
    this.channel.addEventListener('message', ({ data }) => {
      if (data === this.id) void this.read();
    });
    void this.read();
    return () => {
      clearTimeout(this.again);
      this.channel?.close();
      this.channel = undefined;
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): ReviewState => this.state;

  /** What is stored now, with what this tab has changed and not stored yet. */
  async read(): Promise<void> {
    try {
      const stored = await this.wire.read();
      if (stored.version < this.base.version) return;
      this.take(stored, this.merged(stored));
      if (this.isDirty()) void this.store();
    } catch (fault) {
      // A daemon without a draft of this session has none; one that is away is said by the page.
      if (!problemOf(fault).isUnreachable && problemOf(fault).status !== 404) this.refused(fault);
      if (problemOf(fault).isUnreachable) this.later(() => void this.read());
    }
  }

  /** The id that a draft has by now: the daemon gives one to each. */
  readonly idOf = (id: string): string => this.names.get(id) ?? id;

  /** Changes the drafts. */
  change(edit: (drafts: Comment[]) => Comment[]): void {
    const sent = this.state.review.items.filter((one) => one.status !== 'draft');
    const drafts = edit(draftsOf(this.state.review));
    this.become({ review: { version: this.base.version, items: [...sent, ...drafts] } });
    this.keep();
    void this.store();
  }

  /** Sends all drafts once they are stored. @return whether they were taken */
  async send(mode?: Mode): Promise<boolean> {
    this.become({ sending: true });
    try {
      await this.store();
      if (this.isDirty()) return false;
      await this.wire.send(this.base.version, mode);
      this.channel?.postMessage(this.id);
      await this.read();
      return true;
    } catch (fault) {
      const stored = storedInstead(fault);
      if (stored) this.take(stored, this.merged(stored));
      this.refused(fault);
      return false;
    } finally {
      this.become({ sending: false });
    }
  }

  /** Resolves when all is stored, or the daemon has refused it. */
  private store(): Promise<void> {
    this.storing ??= this.storeAll().finally(() => {
      this.storing = undefined;
    });
    return this.storing;
  }

  private async storeAll(): Promise<void> {
    clearTimeout(this.again);
    for (let tries = 0; this.isDirty() && tries < TRIES; tries++) {
      const mine = draftsOf(this.state.review);
      try {
        const held = draftsOf(this.base);
        const stored = await this.wire.store(this.base.version, wantedOf(mine, held));
        this.unanswered = undefined;
        for (const [id, name] of namedNow(mine, held, draftsOf(stored))) this.names.set(id, name);
        const now = draftsOf(this.state.review).map(this.named);
        this.take(stored, mergeDrafts(mine.map(this.named), now, stored.items));
        this.channel?.postMessage(this.id);
      } catch (fault) {
        const stored = storedInstead(fault);
        if (stored) {
          this.take(stored, this.merged(stored));
        } else if (fault instanceof Problem && fault.isUnreachable) {
          this.unanswered = [...(this.unanswered ?? []), ...mine];
          this.later(() => void this.store());
          return;
        } else {
          this.refused(fault);
          return;
        }
      }
    }
  }

  private take(stored: Review, drafts: Comment[]): void {
    this.base = stored;
    const sent = stored.items.filter((one) => one.status !== 'draft');
    this.become({ review: { version: stored.version, items: [...sent, ...drafts] } });
    this.keep();
  }

  private merged(stored: Review): Comment[] {
    const mine = draftsOf(this.state.review);
    const held = draftsOf(this.base);
    const arrived = arrivedOf(this.unanswered ?? mine, held, draftsOf(stored));
    this.unanswered = undefined;
    for (const [id, one] of arrived) this.names.set(id, one.id);
    return mergeDrafts([...held, ...arrived.values()], mine.map(this.named), stored.items);
  }

  private readonly named = (one: Comment): Comment => ({ ...one, id: this.idOf(one.id) });

  private isDirty(): boolean {
    const stored = draftsOf(this.base);
    const mine = draftsOf(this.state.review);
    return (
      stored.length !== mine.length ||
      mine.some((one) => !stored.some((it) => it.id === one.id && isSame(it, one)))
    );
  }

  private become(next: Partial<ReviewState>): void {
    this.state = { ...this.state, ...next };
    for (const listener of this.listeners) listener();
  }

  private later(act: () => void): void {
    clearTimeout(this.again);
    if (this.channel) this.again = setTimeout(act, AGAIN_MS);
  }

  /** What is not stored yet, with what it began from. */
  private keep(): void {
    const key = `orch.review.${this.id}`;
    try {
      if (this.isDirty())
        localStorage.setItem(key, JSON.stringify([draftsOf(this.base), draftsOf(this.state.review)]));
      else localStorage.removeItem(key);
    } catch {
      // A full store: it is kept as long as the page is.
    }
  }

  private unstored(): [Comment[], Comment[]] | undefined {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(`orch.review.${this.id}`) ?? 'null');
      return Array.isArray(kept) && kept.length === 2 ? (kept as [Comment[], Comment[]]) : undefined;
    } catch {
      return undefined;
    }
  }
}

const wireOf = (id: string): ReviewWire => ({
  read: () => readReview(id),
  store: (version, drafts) => storeDrafts(id, version, drafts),
  send: (version, mode) => sendDrafts(id, version, mode),
});

/** The comments of a session, kept true by its events and by other tabs. */
export function useReview(sessionId: string): ReviewState & { store: ReviewStore } {
  const { refused } = useTell();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest way to tell is as good as the first
  const store = useMemo(() => new ReviewStore(sessionId, wireOf(sessionId), refused), [sessionId]);
  useEffect(() => store.open(), [store]);
  useNewsOf(sessionId, (events) => {
    if (events.some(({ type }) => type.startsWith('comments.') || type === 'turn.finished'))
      void store.read();
  });
  const state = useSyncExternalStore(store.subscribe, store.get);
  return { ...state, store };
}
