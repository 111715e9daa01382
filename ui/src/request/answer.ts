import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, type InputRequest } from '../api/client';
import { Problem } from '../api/problem';
import { keys } from '../api/queries';
import { useTell } from '../kit/Toasts';

export interface Answer {
  decision: 'allow' | 'deny';
  option?: string;
  text?: string;
}

/** Words alone: what is answered to a question, or why something else is denied. */
export const inWordsOf = (request: InputRequest, text: string): Answer =>
  request.kind === 'question' ? { decision: 'allow', text } : { decision: 'deny', text };

/** Answered in this tab: whatever else vanishes was answered somewhere else. */
const answeredHere = new Set<string>();

export const wasAnsweredHere = (id: string): boolean => answeredHere.has(id);

const isGone = (fault: unknown): boolean =>
  fault instanceof Problem && ['already_answered', 'input_request_not_found'].includes(fault.slug);

/** Sends an answer once, and takes what it answers out of what waits before the log says so. */
export function useAnswer(): {
  /** @return whether nothing is left to answer: it is answered, be it by somebody else */
  send: (requests: readonly InputRequest[], answer: Answer) => Promise<boolean>;
  busy: boolean;
} {
  const cache = useQueryClient();
  const tell = useTell();
  const [busy, setBusy] = useState(false);

  const sendOne = async (request: InputRequest, answer: Answer): Promise<boolean> => {
    answeredHere.add(request.id);
    try {
      await answered(
        api.POST('/api/v1/input-requests/{id}/answer', {
          params: { path: { id: request.id } },
          body: answer,
        }),
      );
    } catch (fault) {
      if (!isGone(fault)) {
        answeredHere.delete(request.id);
        tell.refused(fault);
        return false;
      }
      tell.done('Answered elsewhere: that answer stands');
    }
    sessionStorage.removeItem(draftKey(request));
    cache.setQueryData<InputRequest[]>(keys.requests, (open) => open?.filter((one) => one.id !== request.id));
    return true;
  };

  const send = async (requests: readonly InputRequest[], answer: Answer): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    try {
      const gone = [];
      for (const request of requests) gone.push(await sendOne(request, answer));
      if (requests.length > 1) tell.done(`Answered ${gone.filter(Boolean).length} of ${requests.length}`);
      return gone.every(Boolean);
    } finally {
      setBusy(false);
    }
  };
  return { send, busy };
}

export const draftKey = (request: InputRequest): string => `orch.answer.${request.id}`;
