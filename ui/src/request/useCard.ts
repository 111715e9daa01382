import { useQuery } from '@tanstack/react-query';
import { type FocusEvent, type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import type { InputRequest } from '../api/client';
import { requestsQuery } from '../api/queries';
import { useDraft } from '../kit/useDraft';
import { isSequenceBegun, useShortcuts } from '../shell/shortcuts';
import { type Answer, draftKey, inWordsOf, useAnswer } from './answer';
import { equalTo } from './waiting';

/** So long a card that has just come, or has just got the focus, takes no letters: one that is struck twice answers nothing unread. */
export const UNREAD_MS = 400;

export interface CardState {
  request: InputRequest;
  busy: boolean;
  /** The box for words is open. */
  writing: boolean;
  write: () => void;
  leave: () => void;
  area: RefObject<HTMLTextAreaElement | null>;
  text: string;
  setText: (text: string) => void;
  /** Other open requests that ask the same, and whether they are answered too. */
  equal: InputRequest[];
  all: boolean;
  setAll: (all: boolean) => void;
  send: (answer: Answer) => void;
  sendWords: () => void;
  /** Of the element that is the card: only while it has the focus itself, its letters act. */
  onKey: (event: KeyboardEvent<HTMLElement>) => void;
  /** Of the same element. */
  onFocus: (event: FocusEvent<HTMLElement>) => void;
}

/** What one card holds; shown anew (by its key) for another request. */
export function useCard(request: InputRequest, onAnswered?: () => void): CardState {
  const { send: sendTo, busy } = useAnswer();
  const { data: open = [] } = useQuery(requestsQuery);
  const [text, setText] = useDraft(draftKey(request));
  const [writing, setWriting] = useState(text !== '');
  const [all, setAll] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const readSince = useRef(Date.now());
  const equal = equalTo(request, open);

  useShortcuts(keysOf(request));

  const send = (answer: Answer): void =>
    void sendTo(all ? [request, ...equal] : [request], answer).then((gone) => gone && onAnswered?.());
  const write = (): void => {
    setWriting(true);
    requestAnimationFrame(() => area.current?.focus());
  };
  // What is half written would be lost by a letter.
  const isAnswering = text.trim() !== '' || (writing && request.kind !== 'plan_review');
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget || event.repeat || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (isSequenceBegun()) return;
    const act = actOf(event.key, request, send, write);
    if (!act || (isAnswering && act !== write)) return;
    event.preventDefault();
    event.stopPropagation();
    // A box for words answers nothing; refused, it would leave its writer's letters to decide.
    if (act === write || Date.now() - readSince.current >= UNREAD_MS) act();
  };
  return {
    request,
    busy,
    writing,
    write,
    leave: () => {
      area.current?.closest<HTMLElement>('[data-card]')?.focus();
      setWriting(false);
    },
    area,
    text,
    setText,
    equal,
    all,
    setAll,
    send,
    sendWords: () => text.trim() && send(inWordsOf(request, text.trim())),
    onKey,
    onFocus: (event) => {
      if (event.target === event.currentTarget) readSince.current = Date.now();
    },
  };
}

function actOf(
  key: string,
  request: InputRequest,
  send: (answer: Answer) => void,
  write: () => void,
): (() => void) | undefined {
  if (key === 'r') return write;
  if (request.kind !== 'question') {
    if (key === 'a') return () => send({ decision: 'allow' });
    if (key === 'd') return request.kind === 'plan_review' ? write : () => send({ decision: 'deny' });
    return undefined;
  }
  const option = request.options[Number(key) - 1];
  return option === undefined ? undefined : () => send({ decision: 'allow', option });
}

/** What a card that has the focus takes, for the list of keys. */
function keysOf({ kind, options }: InputRequest): { keys: string; label: string }[] {
  const send = { keys: 'mod+Enter', label: 'On a card: send what is written' };
  if (kind === 'question')
    return [
      ...options.slice(0, 9).map((_, place) => ({
        keys: String(place + 1),
        label: `On a card: answer ${place + 1}`,
      })),
      { keys: 'r', label: 'On a card: write an answer' },
      send,
    ];
  const plan = kind === 'plan_review';
  return [
    { keys: 'a', label: plan ? 'On a card: approve the plan' : 'On a card: allow once' },
    { keys: 'd', label: plan ? 'On a card: send the plan back' : 'On a card: deny' },
    { keys: 'r', label: 'On a card: reply' },
    send,
  ];
}
