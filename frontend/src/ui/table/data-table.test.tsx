import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Column } from './columns';
import { DataTable } from './data-table';

interface Row {
  id: string;
}

const COLUMNS: Column<Row>[] = [
  { id: 'id', header: 'Name', width: '1fr', render: (row) => row.id },
];
const ROWS: Row[] = Array.from({ length: 1000 }, (_, index) => ({ id: `row ${index}` }));

function Table({ onOpen, rows = ROWS }: { onOpen: (row: Row) => void; rows?: Row[] }) {
  const [selected, onChange] = useState<ReadonlySet<string>>(new Set());
  return (
    <FluentProvider theme={webLightTheme}>
      <DataTable
        label="Things"
        rows={rows}
        columns={COLUMNS}
        rowKey={(row) => row.id}
        rowName={(row) => row.id}
        onOpen={onOpen}
        selection={{ selected, onChange }}
      />
      <output>{[...selected].join(', ')}</output>
    </FluentProvider>
  );
}

beforeEach(() => {
  // jsdom lays nothing out: the list needs a height to know which rows are seen.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(440);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(800);
});

it('draws only the rows that are seen', () => {
  render(<Table onOpen={() => {}} />);
  const rows = screen.getAllByRole('row');
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.length).toBeLessThan(40);
});

it('is walked, opened and selected from the keyboard', async () => {
  const user = userEvent.setup();
  const opened = vi.fn();
  render(<Table onOpen={opened} />);
  screen.getByRole('row', { name: /row 0$/ }).focus();
  await user.keyboard('{ArrowDown}');
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('data-index')).toBe('1'));
  await user.keyboard('{Enter} ');
  expect(opened).toHaveBeenCalledWith({ id: 'row 1' });
  expect(screen.getByRole('status').textContent).toBe('row 1');
});

it('selects all that is loaded', async () => {
  const user = userEvent.setup();
  render(<Table onOpen={() => {}} />);
  await user.click(screen.getByRole('checkbox', { name: 'Select all' }));
  expect(screen.getByRole('status').textContent?.split(', ')).toHaveLength(1000);
});

it('hands the keyboard to the row in the place of one that goes', async () => {
  const { rerender } = render(<Table onOpen={() => {}} />);
  screen.getByRole('row', { name: /row 1$/ }).focus();
  rerender(<Table onOpen={() => {}} rows={ROWS.filter((row) => row.id !== 'row 1')} />);
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('row 2'));
});
