import { render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { Job, JobSummary } from '../../../api/types';
import { FailureBar, placeOfFailure } from './failure-bar';

const error = {
  code: 'step-failed',
  message: 'Step "train": exit code 1\nlong',
  hint: 'Use `pip`.',
};

it('says in one line why the job failed', () => {
  render(<FailureBar job={{ status: 'Failed', error } as Job} onDetails={vi.fn()} />);
  const bar = screen.getByText('Step "train": exit code 1', { exact: false });
  expect(bar.textContent).toBe('Step "train": exit code 1 Use pip.');
});

it('is not there for a job that goes well', () => {
  const { container } = render(
    <FailureBar job={{ status: 'Running', error: null } as Job} onDetails={vi.fn()} />,
  );
  expect(container.textContent).toBe('');
});

it('leads to the step that failed, in the graph that is shown', () => {
  const child = (status: Job['status']) => ({ status }) as JobSummary;
  const children = { prep: child('Completed'), train: child('Failed') };
  expect(placeOfFailure({ children, search: { graph: 'fan' } })).toEqual({
    graph: 'fan',
    node: 'train',
    tab: 'overview',
  });
  expect(placeOfFailure({ children: {}, search: {} })).toEqual({ tab: 'overview' });
});
