// Light or dark: what the person chose here, else what the system says.
import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';

export type ThemeChoice = 'system' | 'light' | 'dark';
const KEY = 'studio.theme';
const listeners = new Set<() => void>();
const system = window.matchMedia('(prefers-color-scheme: dark)');
let isSystemDark = system.matches;

function tell(): void {
  for (const listener of listeners) listener();
}

// Who reads `matches` after a change and before its event takes the event away from all others, as
// drawing anew at a resize would: it is read here alone, and at a resize too.
function look(): void {
  isSystemDark = system.matches;
  tell();
}
system.addEventListener('change', look);
window.addEventListener('resize', look);
// Chosen in another tab.
window.addEventListener('storage', tell);

function isChoice(value: string | null): value is ThemeChoice {
  return value === 'system' || value === 'light' || value === 'dark';
}

export function themeChoice(): ThemeChoice {
  const stored = localStorage.getItem(KEY);
  return isChoice(stored) ? stored : 'system';
}

export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(KEY, choice);
  tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, themeChoice);
}

export function isDark(): boolean {
  const choice = themeChoice();
  return choice === 'system' ? isSystemDark : choice === 'dark';
}

export function useIsDark(): boolean {
  return useSyncExternalStore(subscribe, isDark);
}

export function useTheme(): Theme {
  return useIsDark() ? webDarkTheme : webLightTheme;
}
