import { Toast } from '@base-ui/react/toast';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, api, type Project, type Session, type Wire } from '../../api/client';
import { keys } from '../../api/queries';
import { useTell } from '../../kit/Toasts';
import { useLive } from '../../live/Live';
import { ACTIONS, baseOf, rememberLast } from './command';

type Command = Wire['SubmitCommand'];

function saysOf(action: string, session: Session): string {
  if (session.queued) return `${session.title} is in line`;
  return `${ACTIONS.includes(action) ? 'Started' : `Done (${action})`}: ${session.title}`;
}

/** Sends a command and stays; what came of it is said with a way there. */
export function useStart(): { start: (command: Command) => Promise<boolean>; busy: boolean } {
  const [busy, setBusy] = useState(false);
  const { news } = useLive();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const tell = useTell();
  const { add } = Toast.useToastManager();

  const start = async (command: Command): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    try {
      const made = await answered(api.POST('/api/v1/commands', { body: command }));
      if (!('session' in made)) return false;
      const { session } = made;
      if (!session) {
        tell.done('Done');
        return true;
      }
      news.put(session);
      const base = command.base ?? baseOf(command.text ?? '');
      const project = cache.getQueryData<Project[]>(keys.projects)?.find((one) => one.id === made.project_id);
      if (made.agent && made.action && project)
        rememberLast({
          agent: made.agent,
          action: made.action,
          project: project.slug,
          ...(base && { base }),
        });
      add({
        title: saysOf(made.action ?? '', session),
        timeout: 8000,
        actionProps: {
          children: 'Open',
          onClick: () => void navigate({ to: '/sessions/$id', params: { id: session.id } }),
        },
      });
      return true;
    } catch (fault) {
      tell.refused(fault);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { start, busy };
}
