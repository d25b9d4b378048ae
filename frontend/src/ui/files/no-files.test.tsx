import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ProblemError } from '../../api/problem';
import { NoFiles } from './no-files';

function shown(status: number) {
  const error = new ProblemError(status, { code: 'files-gone', message: 'Gone.', hint: 'Run it.' });
  render(
    <FluentProvider theme={webLightTheme}>
      <NoFiles error={error} />
    </FluentProvider>,
  );
}

it('says calmly that files are not there, with what to do', () => {
  shown(404);
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.queryByText('files-gone')).toBeNull();
  expect(screen.getByText('Run it.')).toBeTruthy();
});

it('leaves an error an error', () => {
  shown(500);
  expect(screen.getByRole('alert').textContent).toContain('Gone.');
});
