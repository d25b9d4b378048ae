// Light, dark, or as the system says.
import {
  Button,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { DesktopRegular, WeatherMoonRegular, WeatherSunnyRegular } from '@fluentui/react-icons';
import { chooseTheme, type ThemeChoice, useIsDark, useThemeChoice } from './theme';

const CHOICES: Record<string, ThemeChoice> = { light: 'light', dark: 'dark', system: 'system' };

export function ThemeMenu() {
  const dark = useIsDark();
  const choice = useThemeChoice();
  return (
    <Menu
      checkedValues={{ theme: [choice] }}
      onCheckedValueChange={(_, data) =>
        chooseTheme(CHOICES[data.checkedItems[0] ?? 'system'] ?? 'system')
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content="Theme" relationship="label">
          <Button
            appearance="subtle"
            icon={dark ? <WeatherMoonRegular /> : <WeatherSunnyRegular />}
          />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItemRadio name="theme" value="light" icon={<WeatherSunnyRegular />}>
            Light
          </MenuItemRadio>
          <MenuItemRadio name="theme" value="dark" icon={<WeatherMoonRegular />}>
            Dark
          </MenuItemRadio>
          <MenuItemRadio name="theme" value="system" icon={<DesktopRegular />}>
            Follow the system
          </MenuItemRadio>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
