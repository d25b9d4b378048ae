import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Person } from '../../../api/live';
import { PeopleBar } from './people-bar';

it('leads to each of those who find no place of their own', async () => {
  const people = [...'abcdef'].map(
    (name): Person => ({
      tab: name,
      username: name,
      name: `Person ${name}`,
      can_edit: true,
      selection: ['train'],
    }),
  );
  const onFind = vi.fn();
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { enabled: false } } })}
    >
      <FluentProvider theme={webLightTheme}>
        <PeopleBar people={people} onFind={onFind} />
      </FluentProvider>
    </QueryClientProvider>,
  );
  await userEvent.click(screen.getByRole('button', { name: '2 more' }));
  await userEvent.click(screen.getByRole('menuitem', { name: 'Person f, at train' }));
  expect(onFind.mock.calls).toEqual([['train']]);
});
