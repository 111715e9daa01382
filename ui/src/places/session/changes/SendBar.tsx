import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Session } from '../../../api/client';
import { Button } from '../../../kit/Button';
import { Dialog } from '../../../kit/Dialog';
import { footBar } from '../../../kit/footBars';
import { fateOf, shortly } from '../../../session/fate';
import { useSteers } from '../../../session/useSteers';
import { keyWords } from '../../../shell/shortcuts';
import { askedBy, modeFor } from './comments';

export const commentWords = (n: number): string => (n === 1 ? '1 comment' : `${n} comments`);

/** What sending the comments would do now, and the same in few words. */
export function willHappen(session: Session, steers: boolean): { long: string; short: string } {
  if (!session.actions.includes('follow_up'))
    return { long: 'kept: this session takes no messages now', short: 'kept' };
  const asked = askedBy(session);
  const fate = fateOf({
    session,
    way: modeFor(session) ? 'next_turn' : 'auto',
    requests: asked ? [{ kind: asked }] : [],
    steers,
  });
  const words = fate.words.charAt(0).toLowerCase() + fate.words.slice(1).replace(/\.$/, '');
  return { long: `as one message: ${words}`, short: shortly(fate, session) };
}

/** The review so far, and its one way out. */
export function SendBar(props: {
  session: Session;
  drafts: number;
  /** Being written, and so not sent. */
  writing: number;
  sending: boolean;
  onSend: () => void;
  onDiscard: () => void;
}) {
  const { session, drafts, writing, sending } = props;
  const [asking, setAsking] = useState(false);
  const will = willHappen(session, useSteers(session));
  const able = session.actions.includes('follow_up');
  return (
    <footer
      ref={footBar}
      className="flex h-12 shrink-0 items-center gap-3 border-t bg-raised px-4 max-sm:h-auto max-sm:p-2 max-sm:pl-4"
    >
      <p className="flex min-w-0 gap-3 max-sm:flex-col max-sm:gap-0">
        <span className="num shrink-0 font-medium">
          {drafts} draft {drafts === 1 ? 'comment' : 'comments'}
        </span>
        <span className="min-w-0 truncate text-12 leading-5 text-subtle">
          <span className="max-lg:hidden">{will.long}</span>
          <span className="lg:hidden">{will.short}</span>
          {writing > 0 && <span className="max-sm:hidden">; {writing} still being written</span>}
        </span>
      </p>
      <span className="ml-auto flex shrink-0 gap-2">
        <Button look="ghost" onClick={() => setAsking(true)} className="max-sm:w-11 max-sm:px-0">
          <span className="max-sm:sr-only">Discard…</span>
          <Trash2 size={16} aria-hidden className="sm:hidden" />
        </Button>
        <Button
          look="primary"
          busy={sending}
          disabled={!able || sending}
          shortcut={keyWords('mod+Enter')}
          onClick={props.onSend}
        >
          Send {commentWords(drafts)}
        </Button>
      </span>
      <Dialog title={`Discard ${commentWords(drafts)}?`} open={asking} onOpenChange={setAsking}>
        <p className="px-4 py-3 text-muted">None of them has been sent. What has been sent before stays.</p>
        <div className="flex justify-end gap-2 px-4 pb-4">
          <Button autoFocus onClick={() => setAsking(false)}>
            Keep them
          </Button>
          <Button
            look="danger"
            onClick={() => {
              setAsking(false);
              props.onDiscard();
            }}
          >
            Discard {commentWords(drafts)}
          </Button>
        </div>
      </Dialog>
    </footer>
  );
}
