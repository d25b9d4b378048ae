import { render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { Job } from '../../../api/types';
import { FailureBar } from './failure-bar';

const error = { code: 'step-failed', message: 'Step "train": exit code 1\nlong', hint: null };

it('says in one line why the job failed', () => {
  render(<FailureBar job={{ status: 'Failed', error } as Job} onDetails={vi.fn()} />);
  expect(screen.getByText('Step "train": exit code 1')).toBeDefined();
});

it('is not there for a job that goes well', () => {
  const { container } = render(
    <FailureBar job={{ status: 'Running', error: null } as Job} onDetails={vi.fn()} />,
  );
  expect(container.textContent).toBe('');
});
