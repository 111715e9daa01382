import { Dialog } from '../kit/Dialog';
import { keyWords, useActiveShortcuts } from './shortcuts';

/** Every key that does something on this page now. */
export function ShortcutList({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const shortcuts = useActiveShortcuts();
  return (
    <Dialog title="Keys" open={open} onOpenChange={onOpenChange}>
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-1 overflow-auto p-4" tabIndex={0}>
        {shortcuts.map((one) => (
          <div key={`${one.keys} ${one.label}`} className="col-span-2 grid grid-cols-subgrid items-center">
            <dt>{one.label}</dt>
            <dd>
              {keyWords(one.keys)
                .split(' ')
                .map((key) => (
                  <kbd
                    key={key}
                    className="ml-1 rounded-sm border bg-bg px-1.5 py-0.5 font-sans text-11 text-muted"
                  >
                    {key}
                  </kbd>
                ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
