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
  { id: 'id', header: 'Name', width: '1fr', sort: 'id', render: (row) => row.id },
  { id: 'size', header: 'Size', width: '1fr', render: () => '' },
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

function Sorted() {
  const [order, onChange] = useState('-made');
  const common = { label: 'Things', rows: ROWS, columns: COLUMNS };
  const name = (row: Row) => row.id;
  return <DataTable {...common} rowKey={name} rowName={name} sorting={{ order, onChange }} />;
}

it('is sorted by a press on the head of a column, and turned round by another', async () => {
  const user = userEvent.setup();
  render(<Sorted />);
  const head = screen.getByRole('columnheader', { name: 'Name' });
  const sort = screen.getByRole('button', { name: 'Name' });
  const seen: (string | null)[] = [head.getAttribute('aria-sort')];
  for (let press = 0; press < 3; press += 1) {
    await user.click(sort);
    seen.push(head.getAttribute('aria-sort'));
  }
  expect(seen).toEqual(['none', 'ascending', 'descending', 'ascending']);
  expect(screen.queryByRole('button', { name: 'Size' })).toBeNull();
});
