import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Breakable } from './breakable';

it.each([
  ['azureml://datastores/workspaceblobstore/paths/a_b.csv', 6],
  ['plain', 0],
  ['', 0],
  ['__', 0],
])('%s is kept, and may break between its parts', (text, breaks) => {
  const { container } = render(<Breakable text={text} />);
  expect(container.textContent).toBe(text);
  expect(container.querySelectorAll('wbr')).toHaveLength(breaks);
});
