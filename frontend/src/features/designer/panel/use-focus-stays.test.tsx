import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useRef, useState } from 'react';
import { expect, it } from 'vitest';
import { KeyValues } from './key-values';
import { useFocusStays } from './use-focus-stays';

function Pane() {
  const pane = useRef<HTMLDivElement>(null);
  const [tags, setTags] = useState<Record<string, string>>({ a: '1', b: '2', c: '3' });
  useFocusStays(pane);
  return (
    <FluentProvider theme={webLightTheme}>
      <div ref={pane}>
        <KeyValues noun="tag" values={tags} onChange={setTags} />
      </div>
      <button
        type="button"
        onPointerDown={() => setTags({})}
        onMouseDown={(event) => event.preventDefault()}
      >
        Elsewhere
      </button>
    </FluentProvider>
  );
}

const button = (name: string) => screen.getByRole('button', { name });

it('goes from a row that is deleted to the next one, and from the last to what is left', async () => {
  render(<Pane />);
  button('Remove tag a').focus();
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(document.activeElement).toBe(button('Remove tag b')));
  button('Remove tag c').focus();
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(document.activeElement).toBe(button('Add tag')));
});

it('stays in a field that is made anew', async () => {
  render(<Pane />);
  await userEvent.type(screen.getByLabelText('Name of tag b'), '2{Enter}');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Name of tag b2')));
});

it('leaves the focus to what is pressed elsewhere', async () => {
  render(<Pane />);
  screen.getByLabelText('Name of tag b').focus();
  await userEvent.click(button('Elsewhere'));
  expect(document.activeElement).toBe(document.body);
});
