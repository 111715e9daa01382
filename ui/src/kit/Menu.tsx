import { Menu as Base } from '@base-ui/react/menu';
import { clsx } from 'clsx';
import type { ReactElement, ReactNode } from 'react';
import { Key } from './Button';

export interface MenuItem {
  id: string;
  label: ReactNode;
  icon?: ReactNode;
  shortcut?: string | undefined;
  bad?: boolean;
  run: () => void;
}

/** On a phone menus are sheets from below. */
export const MENU_PLACE =
  'z-50 max-sm:!fixed max-sm:!inset-x-0 max-sm:!top-auto max-sm:!bottom-0 max-sm:!w-full max-sm:!transform-none max-sm:!translate-none';
export const MENU_POPUP =
  'floats min-w-44 rounded-lg border bg-overlay p-1 shadow-float outline-none max-h-[70vh] overflow-auto max-sm:rounded-b-none max-sm:rounded-t-xl max-sm:border-x-0 max-sm:border-b-0 max-sm:p-2 max-sm:pb-4';
export const MenuScrim = () => <Base.Backdrop className="fixed inset-0 z-40 hidden bg-scrim max-sm:block" />;
const ITEM =
  'flex h-7 cursor-default items-center gap-2 rounded-md px-2 outline-none select-none max-sm:h-11 data-[highlighted]:bg-selected';

const Items = ({ items }: { items: MenuItem[] }) =>
  items.map((item) => (
    <Base.Item key={item.id} className={clsx(ITEM, item.bad && 'text-fail')} onClick={item.run}>
      {item.icon}
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.shortcut && <Key>{item.shortcut}</Key>}
    </Base.Item>
  ));

/** What a button opens: the things that can be done now, and no others. */
export function Menu({ trigger, items, name }: { trigger: ReactElement; items: MenuItem[]; name: string }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <MenuScrim />
        <Base.Positioner sideOffset={4} align="end" className={MENU_PLACE}>
          <Base.Popup className={MENU_POPUP} aria-label={name}>
            <Items items={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** One menu for all rows of a list, open at one of them: a menu in each would make rows costly. */
export function MenuAt(props: { anchor: HTMLElement; items: MenuItem[]; name: string; onClose: () => void }) {
  return (
    <Base.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Base.Portal>
        <MenuScrim />
        <Base.Positioner anchor={props.anchor} sideOffset={4} align="end" className={MENU_PLACE}>
          <Base.Popup className={MENU_POPUP} aria-label={props.name}>
            <Items items={props.items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface Choice {
  value: string;
  label: ReactNode;
  /** How many this choice would leave. */
  count?: number;
}

/** One of several, the current one marked. */
export function ChoiceMenu(props: {
  trigger: ReactElement;
  name: string;
  value: string;
  choices: Choice[];
  onChange: (value: string) => void;
}) {
  return (
    <Base.Root>
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <MenuScrim />
        <Base.Positioner sideOffset={4} align="start" className={MENU_PLACE}>
          <Base.Popup className={MENU_POPUP} aria-label={props.name}>
            <Base.RadioGroup value={props.value} onValueChange={(value: string) => props.onChange(value)}>
              {props.choices.map((choice) => (
                <Base.RadioItem
                  key={choice.value}
                  value={choice.value}
                  closeOnClick
                  className={clsx(ITEM, 'data-[checked]:font-medium data-[checked]:text-accent')}
                >
                  <span className="min-w-0 flex-1 truncate">{choice.label}</span>
                  {choice.count !== undefined && (
                    <span className="num text-11 text-subtle">{choice.count}</span>
                  )}
                </Base.RadioItem>
              ))}
            </Base.RadioGroup>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
