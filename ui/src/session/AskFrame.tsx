import { type ReactNode, useRef } from 'react';
import type { Session } from '../api/client';
import { Button } from '../kit/Button';
import { Dialog } from '../kit/Dialog';
import { Told } from '../kit/Told';
import { StateIcon } from './StateIcon';
import { wordOf } from './word';

/** The dialog of an action: which session, what would happen, and two buttons, of which the harmless one has the focus. */
export function AskFrame(props: {
  title: string;
  session: Session;
  close: () => void;
  children: ReactNode;
  /** Beside the buttons. */
  aside?: ReactNode;
  action: ReactNode;
}) {
  const cancel = useRef<HTMLButtonElement>(null);
  const { session } = props;
  return (
    <Dialog
      title={props.title}
      hideTitle
      open
      onOpenChange={(open) => !open && props.close()}
      initialFocus={cancel}
    >
      <header className="px-5 pt-4 pb-1">
        <p className="text-16 font-semibold" aria-hidden>
          {props.title}
        </p>
        <p className="mt-0.5 flex items-center gap-2 text-muted">
          <StateIcon word={wordOf(session)} size={14} />
          <Told text={session.title} className="min-w-0 truncate" />
          <span className="shrink-0 text-12 text-subtle">{session.project_slug}</span>
        </p>
      </header>
      <section className="min-h-0 overflow-auto px-5 pb-1" tabIndex={0} aria-label="What would happen">
        {props.children}
      </section>
      <footer className="mt-3 flex items-center gap-2 border-t px-5 py-3 max-sm:flex-wrap">
        <span className="min-w-0 text-12 text-muted">{props.aside}</span>
        <span className="ml-auto flex gap-2">
          <Button ref={cancel} shortcut="Esc" onClick={props.close}>
            Cancel
          </Button>
          {props.action}
        </span>
      </footer>
    </Dialog>
  );
}
