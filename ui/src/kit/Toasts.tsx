import { Toast } from '@base-ui/react/toast';
import { problemOf } from '../api/problem';
import { Button } from './Button';
import { useClearance } from './footBars';

interface Undoable {
  undo?: () => void;
}

/** Says what has happened; one that can be undone stays five seconds, and longer under the pointer. */
export function Toasts() {
  const { toasts, close } = Toast.useToastManager<Undoable>();
  const bottom = useClearance();
  return (
    <Toast.Portal>
      <Toast.Viewport
        style={bottom > 0 ? { bottom } : {}}
        className="fixed right-4 bottom-4 z-50 flex w-[min(92vw,360px)] flex-col gap-2 max-sm:right-[4vw] max-sm:bottom-18"
      >
        {toasts.map((toast) => (
          <Toast.Root
            key={toast.id}
            toast={toast}
            className="floats flex items-center gap-3 rounded-lg border bg-overlay px-4 py-2.5 shadow-float"
          >
            <Toast.Content className="min-w-0 flex-1">
              <Toast.Title className="font-medium" />
              <Toast.Description className="text-12 text-muted" />
            </Toast.Content>
            {toast.actionProps && (
              <Toast.Action className="h-7 shrink-0 rounded-md px-2.5 font-medium text-accent hover:bg-hover max-sm:h-11" />
            )}
            {toast.data?.undo && (
              <Button
                look="ghost"
                shortcut="Ctrl Z"
                onClick={() => {
                  close(toast.id);
                  toast.data?.undo?.();
                }}
              >
                Undo
              </Button>
            )}
          </Toast.Root>
        ))}
      </Toast.Viewport>
    </Toast.Portal>
  );
}

export interface Tell {
  /** What has happened, and how it is undone where it can be. */
  done: (title: string, undo?: () => void) => void;
  /** What was refused, in the daemon's words. */
  refused: (fault: unknown) => void;
}

export function useTell(): Tell {
  const { add } = Toast.useToastManager<Undoable>();
  return {
    done: (title, undo) => void add({ title, timeout: 5000, ...(undo && { data: { undo } }) }),
    refused: (fault) => {
      const problem = problemOf(fault);
      add({
        title: problem.title,
        description: `${problem.message} ${problem.hint}`.trim(),
        timeout: 10_000,
        priority: 'high',
      });
    },
  };
}

/** Mod+Z: undoes what the newest message offers to undo. */
export function useUndoKey(): () => boolean {
  const { toasts, close } = Toast.useToastManager<Undoable>();
  return () => {
    const newest = toasts.find((toast) => toast.data?.undo);
    if (!newest) return false;
    close(newest.id);
    newest.data?.undo?.();
    return true;
  };
}
