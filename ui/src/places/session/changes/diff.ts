import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, type OrchEvent, type Session } from '../../../api/client';
import { keys } from '../../../api/queries';
import { useTell } from '../../../kit/Toasts';
import { useNewsOf } from '../../../live/Live';
import { download } from '../../../session/download';
import { type Patch, parse } from './parse';

const TELLING = new Set<OrchEvent['type']>([
  'artifact.created',
  'turn.finished',
  'checkout.applied',
  'checkout.apply_undone',
  'worktree.released',
  'worktree.restored',
]);

/** Whether the diff may be another one after these events. */
export const tellsOfChanges = (events: readonly OrchEvent[], turn: number | undefined): boolean =>
  events.some(
    (event) =>
      TELLING.has(event.type) &&
      (event.type !== 'artifact.created' || event.payload.kind === 'diff') &&
      // What was stored after a turn is another one only while that turn goes on.
      (turn === undefined || event.turn === turn),
  );

/** Saves the patch of the whole or as it was after a turn, byte for byte. */
export function useSavePatch(): (id: string, turn: number | undefined) => Promise<void> {
  const tell = useTell();
  return async (id, turn) => {
    try {
      const content = await answered(
        api.GET('/api/v1/sessions/{id}/diff', {
          params: { path: { id }, query: turn === undefined ? {} : { turn } },
          parseAs: 'blob',
        }),
      );
      download(content as unknown as Blob, `orch-${id}${turn === undefined ? '' : `-turn-${turn}`}.patch`);
    } catch (fault) {
      tell.refused(fault);
    }
  };
}

async function read(id: string, turn: number | undefined, signal: AbortSignal): Promise<Patch> {
  const text = await answered(
    api.GET('/api/v1/sessions/{id}/diff', {
      params: { path: { id }, query: turn === undefined ? {} : { turn } },
      parseAs: 'text',
      signal,
    }),
  );
  return parse(text ?? '');
}

/** The diff as it was when it was asked for. It is never changed under the reader, who is told that it is old. */
export function useDiff(session: Session, turn: number | undefined) {
  const { id } = session;
  const [newer, setNewer] = useState<string>();
  const shown = `${id} ${turn ?? ''}`;
  const query = useQuery({
    queryKey: [...keys.ofSession(id, 'diff'), turn ?? 'all'],
    queryFn: ({ signal }) => read(id, turn, signal),
    structuralSharing: false,
    // It would be old without anybody noticing, and may be large.
    gcTime: 0,
  });
  const show = (): void => {
    setNewer(undefined);
    void query.refetch();
  };
  useNewsOf(id, (events) => {
    if (!tellsOfChanges(events, turn)) return;
    if (query.data?.files.length) setNewer(shown);
    else show();
  });
  return { ...query, isNewer: newer === shown, show };
}
