import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { FacetButton } from '../../kit/Facet';
import { MENU_PLACE, MENU_POPUP, MenuScrim } from '../../kit/Menu';
import { typesOf, withType } from './search';
import { patterns } from './types';

/** Any number of types; a star stands for all of a kind. */
export function TypeMenu({
  type,
  onChange,
}: {
  type: string | undefined;
  onChange: (type: string | undefined) => void;
}) {
  const chosen = typesOf(type);
  const shown = chosen.length > 1 ? `${chosen.length} types` : chosen[0];
  const all = [...new Set([...patterns, ...chosen])];
  return (
    <Base.Root>
      <Base.Trigger render={<FacetButton name="Type" value={shown} />} />
      <Base.Portal>
        <MenuScrim />
        <Base.Positioner sideOffset={4} align="start" className={MENU_PLACE}>
          <Base.Popup aria-label="Type" className={`${MENU_POPUP} min-w-56`}>
            <Base.Item
              className="flex h-7 cursor-default items-center rounded-md px-2 pl-8 outline-none select-none data-[highlighted]:bg-selected max-sm:h-11"
              onClick={() => onChange(undefined)}
            >
              Any type
            </Base.Item>
            {all.map((pattern) => (
              <Base.CheckboxItem
                key={pattern}
                checked={chosen.includes(pattern)}
                onCheckedChange={() => onChange(withType(type, pattern))}
                className="code flex h-7 cursor-default items-center gap-2 rounded-md px-2 outline-none select-none data-[checked]:font-medium data-[checked]:text-accent data-[highlighted]:bg-selected max-sm:h-11"
              >
                <span className="grid w-4 place-items-center">
                  <Base.CheckboxItemIndicator>
                    <Check size={13} aria-hidden />
                  </Base.CheckboxItemIndicator>
                </span>
                <span className={pattern.endsWith('*') ? '' : 'pl-3'}>{pattern}</span>
              </Base.CheckboxItem>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
