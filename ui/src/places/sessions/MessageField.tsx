import { SendHorizontal } from 'lucide-react';
import { useState } from 'react';
import { answered, api, type InputRequest, type Session } from '../../api/client';
import { IconButton } from '../../kit/Button';
import { useTell } from '../../kit/Toasts';
import { useDraft } from '../../kit/useDraft';
import { useLive } from '../../live/Live';
import { fateOf, labelOf } from '../../session/fate';
import { useSteers } from '../../session/useSteers';

/** A word to a session from where one is. Enter sends, Shift+Enter begins a line. */
export function MessageField({ session, open }: { session: Session; open: readonly InputRequest[] }) {
  const [text, setText, sent] = useDraft(`orch.message.${session.id}`);
  const [busy, setBusy] = useState(false);
  const { news } = useLive();
  const tell = useTell();
  const label = labelOf(fateOf({ session, way: 'auto', requests: open, steers: useSteers(session) }));
  const send = async (): Promise<void> => {
    if (busy || !text.trim()) return;
    setBusy(true);
    try {
      const said = await answered(
        api.POST('/api/v1/sessions/{id}/followup', {
          params: { path: { id: session.id } },
          body: { message: text },
        }),
      );
      sent(text);
      news.put(said.session);
      const what = { sent: 'Sent', answered: 'Answered', kept: 'Kept for the next turn' }[said.delivery];
      tell.done(said.note ? `${what}: ${said.note}` : what);
    } catch (fault) {
      tell.refused(fault);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      aria-label="Message"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      className="flex items-end rounded-md border border-edge focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-accent"
    >
      <textarea
        data-message
        aria-label={label}
        placeholder={label}
        rows={1}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void send();
        }}
        className="field-sizing-content max-h-40 min-w-0 flex-1 resize-none bg-transparent px-3 py-1.5 outline-none focus-visible:outline-none"
      />
      {text.trim() && (
        <IconButton name="Send" type="submit" aria-busy={busy || undefined} className="m-0.5">
          <SendHorizontal size={15} aria-hidden />
        </IconButton>
      )}
    </form>
  );
}
