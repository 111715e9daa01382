import { useNavigate } from '@tanstack/react-router';
import { Bell, BellOff, LogOut, Menu as MenuIcon, Search } from 'lucide-react';
import { IconButton } from '../kit/Button';
import { Menu, type MenuItem } from '../kit/Menu';
import { logOut } from '../login/token';
import { chooseTheme, useTheme } from '../theme';
import { places, themes } from './Navigation';
import { useNotifyChoice } from './notify';

const size = { size: 16, 'aria-hidden': true } as const;
const IN_THE_BAR_BELOW: readonly string[] = ['/inbox', '/sessions'];

/** All that a wide window has in its navigation, and the bar below has no room for. */
export function PhoneMenu({ onFind }: { onFind: () => void }) {
  const navigate = useNavigate();
  const theme = themes[useTheme()];
  const items: MenuItem[] = [
    { id: 'find', label: 'Find or do', icon: <Search {...size} />, run: onFind },
    ...places
      .filter(({ to }) => !IN_THE_BAR_BELOW.includes(to))
      .map(({ to, name, Icon }) => ({
        id: to,
        label: name,
        icon: <Icon {...size} />,
        run: () => void navigate({ to }),
      })),
    ...useNotifyItem(),
    {
      id: 'theme',
      label: `Theme: ${theme.name}`,
      icon: <theme.Icon {...size} />,
      run: () => chooseTheme(theme.next),
    },
    { id: 'log-out', label: 'Log out', icon: <LogOut {...size} />, run: logOut },
  ];
  return (
    <Menu
      name="Menu"
      items={items}
      trigger={
        <IconButton name="Menu" className="-mr-2.5 sm:hidden">
          <MenuIcon size={18} aria-hidden />
        </IconButton>
      }
    />
  );
}

function useNotifyItem(): MenuItem[] {
  const { on, permission, toggle } = useNotifyChoice();
  if (permission === 'unsupported' || permission === 'denied') return [];
  const Icon = on ? Bell : BellOff;
  return [
    {
      id: 'notify',
      label: `Notify me: ${on ? 'on' : 'off'}`,
      icon: <Icon {...size} />,
      run: () => void toggle(),
    },
  ];
}
