import type { ReactNode, Ref } from 'react';
import type { InputRequest, Session } from '../api/client';
import { Prose } from '../kit/Prose';
import { told } from '../kit/Told';
import { AnswerBar, CardHead, kinds, partsOf, questionOf, WhatWouldRun } from './parts';
import { useCard } from './useCard';

/**
 * What an agent asks, with all that is needed to answer it in place. Its letters show, and act, only while it has
 * the focus, so that typing can never approve.
 *
 * @param title what it is for, where that is not clear from around it
 * @param primary whether its first button is the solid one of the view
 * @param onAnswered called once it is answered, here or elsewhere: where the focus goes next
 */
export function RequestCard({
  request,
  session,
  title,
  primary = true,
  onAnswered,
  ref,
}: {
  request: InputRequest;
  session: Session | undefined;
  title?: ReactNode;
  primary?: boolean;
  onAnswered?: () => void;
  ref?: Ref<HTMLElement>;
}) {
  const card = useCard(request, onAnswered);
  const kind = kinds[request.kind];
  const { tool, command, why } = partsOf(request);
  const approval = request.kind === 'approval';
  return (
    <section
      ref={ref}
      data-request-card
      // The card itself takes the focus, which is what arms its letters.
      tabIndex={0}
      data-card={request.id}
      aria-label={told(`${kind}: ${request.title}`)}
      onKeyDown={card.onKey}
      onFocus={card.onFocus}
      className="group/card scroll-m-4 rounded-lg border border-needs-line bg-raised"
    >
      <CardHead
        kind={kind}
        title={title ?? (approval && why !== `run ${command}` ? why : '')}
        {...(approval && { tool })}
        since={request.requested_at}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2 p-3">
        {approval && <WhatWouldRun request={request} session={session} />}
        {request.kind === 'question' && (
          <p className="whitespace-pre-wrap wrap-anywhere">{questionOf(request)}</p>
        )}
        {request.kind === 'plan_review' && (
          <section className="max-h-60 overflow-auto" aria-label="The plan" tabIndex={0}>
            <Prose text={request.detail} />
          </section>
        )}
      </div>
      <footer className="px-3 pb-3">
        <AnswerBar card={card} primary={primary} />
      </footer>
    </section>
  );
}
