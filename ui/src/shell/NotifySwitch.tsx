import { clsx } from 'clsx';
import { useNotifyChoice } from './notify';

/** Messages on the desktop: off until somebody wants them. On a phone they are in its menu. */
export function NotifySwitch() {
  const { on, permission, toggle } = useNotifyChoice();
  if (permission === 'unsupported') return null;
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      onClick={() => void toggle()}
      disabled={permission === 'denied'}
      title={
        permission === 'denied'
          ? 'The browser refuses notifications of this page'
          : 'Only for what waits for you'
      }
      className="flex h-7 items-center gap-2 rounded-md px-2 text-12 text-muted hover:text-fg disabled:opacity-60 max-sm:hidden"
    >
      <span>Notify me</span>
      <span
        aria-hidden
        className={clsx(
          'flex h-4 w-7 items-center rounded-full border px-0.5',
          on ? 'justify-end border-accent-fill bg-accent-fill' : 'border-edge',
        )}
      >
        <span className={clsx('size-2.5 rounded-full', on ? 'bg-on-fill' : 'bg-edge')} />
      </span>
    </button>
  );
}
