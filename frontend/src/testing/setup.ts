// What jsdom lacks and the components need; and a clean document after each test.
import { cleanup } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, vi } from 'vitest';

afterEach(cleanup);

// As Hypothesis does: the same examples each time in CI, new ones on everybody's own machine.
if (process.env.CI) fc.configureGlobal({ seed: 1 });

class FakeResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

globalThis.ResizeObserver ??= FakeResizeObserver;
window.matchMedia ??= vi.fn((query: string) => ({
  matches: false,
  media: query,
  onchange: null,
  addListener: () => {},
  removeListener: () => {},
  addEventListener: () => {},
  removeEventListener: () => {},
  dispatchEvent: () => false,
}));
