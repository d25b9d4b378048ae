import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const system = Object.assign(new EventTarget(), { matches: false });

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('matchMedia', () => system);
  system.matches = false;
  localStorage.clear();
});
afterEach(() => vi.unstubAllGlobals());

async function shown() {
  const { useIsDark } = await import('./theme');
  return renderHook(useIsDark).result;
}

describe('the theme', () => {
  it('follows the system', async () => {
    const isDark = await shown();
    expect(isDark.current).toBe(false);
    system.matches = true;
    act(() => void system.dispatchEvent(new Event('change')));
    expect(isDark.current).toBe(true);
  });

  it('follows the system also where a resize has swallowed its event', async () => {
    const isDark = await shown();
    system.matches = true;
    act(() => void window.dispatchEvent(new Event('resize')));
    expect(isDark.current).toBe(true);
  });

  it('follows what another tab chose', async () => {
    const isDark = await shown();
    localStorage.setItem('studio.theme', 'dark');
    act(() => void window.dispatchEvent(new StorageEvent('storage', { key: 'studio.theme' })));
    expect(isDark.current).toBe(true);
  });
});
