import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { expect, it, vi } from 'vitest';
import { KeyValues } from './key-values';
import { RenameField } from './rename-field';

function shown(element: ReactElement) {
  return render(<FluentProvider theme={webLightTheme}>{element}</FluentProvider>);
}

it('takes a name that was typed when the field goes away, once', async () => {
  const onRename = vi.fn();
  const refuse = (name: string) => (name === 'taken' ? 'There is one.' : null);
  const field = () => (
    <RenameField label="Name" value="train" refuse={refuse} onRename={onRename} />
  );
  const first = shown(field());
  await userEvent.type(screen.getByLabelText('Name'), '_2');
  first.unmount();
  expect(onRename.mock.calls).toEqual([['train_2']]);

  const second = shown(field());
  await userEvent.type(screen.getByLabelText('Name'), '_3{Enter}');
  second.unmount();
  expect(onRename.mock.calls).toEqual([['train_2'], ['train_3']]);

  const third = shown(field());
  await userEvent.clear(screen.getByLabelText('Name'));
  await userEvent.type(screen.getByLabelText('Name'), 'taken');
  third.unmount();
  expect(onRename).toHaveBeenCalledTimes(2);
});

it('takes the name of a row that was typed when the rows go away', async () => {
  const onChange = vi.fn();
  const rows = shown(<KeyValues noun="tag" values={{ team: 'a' }} onChange={onChange} />);
  await userEvent.type(screen.getByLabelText('Name of tag team'), 's');
  rows.unmount();
  expect(onChange.mock.calls).toEqual([[{ teams: 'a' }]]);
});
