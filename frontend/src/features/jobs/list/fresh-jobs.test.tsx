import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { render } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { FreshJobs } from './fresh-jobs';

afterEach(() => vi.useRealTimers());

it('shows new jobs in a workspace where there is another one four times a second', () => {
  vi.useFakeTimers();
  const onShow = vi.fn();
  const list = (count: number) => (
    <FluentProvider theme={webLightTheme}>
      <FreshJobs count={count} quiet onShow={onShow} />
    </FluentProvider>
  );
  const { rerender } = render(list(1));
  for (let count = 2; count < 6; count += 1) {
    vi.advanceTimersByTime(250);
    rerender(list(count));
  }
  expect(onShow).toHaveBeenCalled();
});
