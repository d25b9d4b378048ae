import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Person } from '../../../api/live';
import { sessionQuery } from '../../../api/session';
import { PeopleBar } from './people-bar';

function shown(people: readonly Person[], onFind: (selected: string) => void = () => {}) {
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  const user = { username: 'ada', display_name: 'Ada Lovelace' };
  client.setQueryData(sessionQuery.queryKey, { user, workspaces: [], version: '1' });
  render(
    <QueryClientProvider client={client}>
      <FluentProvider theme={webLightTheme}>
        <PeopleBar people={people} onFind={onFind} />
      </FluentProvider>
    </QueryClientProvider>,
  );
}

const person = (username: string, name: string): Person => ({
  tab: username,
  username,
  name,
  can_edit: true,
  selection: ['train'],
});

it('calls one’s own other tab what it is', () => {
  shown([person('ada', 'Ada Lovelace'), person('dora', 'Dora Day')]);
  const words = (name: string) => screen.getByRole('button', { name }).textContent;
  expect(words('You, in another tab, at train')).toBe('You');
  expect(words('Dora Day, at train')).toBe('DD');
});

it('leads to each of those who find no place of their own', async () => {
  const onFind = vi.fn();
  shown(
    [...'bcdefg'].map((name) => person(name, `Person ${name}`)),
    onFind,
  );
  await userEvent.click(screen.getByRole('button', { name: '2 more' }));
  await userEvent.click(screen.getByRole('menuitem', { name: 'Person g, at train' }));
  expect(onFind.mock.calls).toEqual([['train']]);
});
