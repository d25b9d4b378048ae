/** The pipelines that files hold, to choose one or more of them. */

import {
  Button,
  MessageBar,
  MessageBarBody,
  makeStyles,
  SearchBox,
} from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { PipelineFile } from '../../../api/types';
import { plural } from '../../../lib/text';
import { DialogFrame } from '../../../ui/dialog-frame';
import { DiagnosticList } from '../../../ui/problem-view';
import { type Column, toggled } from '../../../ui/table/columns';
import { DataTable } from '../../../ui/table/data-table';
import { type ImportStep, readChosen } from './import-flow';

const useStyles = makeStyles({
  surface: { maxWidth: '820px' },
  search: { maxWidth: 'none' },
  table: { display: 'grid', height: 'min(46vh, 420px)', minHeight: 0 },
  unread: { maxHeight: '96px', overflowY: 'auto' },
});

interface ChoosePipelinesProps {
  step: Extract<ImportStep, { kind: 'choosing' }>;
}

export function ChoosePipelines({ step }: ChoosePipelinesProps) {
  const styles = useStyles();
  const { what, pipelines, flow } = step;
  const { meant, unreadable } = pipelines;
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(meant ? [meant] : []));
  const rows = useMemo(() => matching(pipelines.pipelines, search), [pipelines, search]);
  const choose = (next: ReadonlySet<string>) =>
    setChosen(flow.takesSeveral ? kept(chosen, rows, next) : latest(chosen, next));
  const close = () => flow.step.set(null);
  // In the order of the list, whatever is searched for just now.
  const paths = pipelines.pipelines.flatMap(({ path }) => (chosen.has(path) ? [path] : []));
  return (
    <DialogFrame
      title={`${plural(pipelines.pipelines.length, 'pipeline')} in ${what}`}
      className={styles.surface}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            appearance="primary"
            disabled={paths.length === 0}
            onClick={() => void readChosen(step, paths)}
          >
            {flow.act(paths.length)}
          </Button>
        </>
      }
    >
      <SearchBox
        className={styles.search}
        aria-label="Search the pipelines"
        placeholder="Search the pipelines"
        value={search}
        onChange={(_, data) => setSearch(data.value)}
      />
      <div className={styles.table}>
        <DataTable
          label="Pipelines to import"
          bare
          rows={rows}
          columns={COLUMNS}
          rowHeight={40}
          rowKey={({ path }) => path}
          rowName={({ path }) => path}
          selection={{ selected: chosen, onChange: choose }}
          onOpen={({ path }) => choose(toggled(chosen, path))}
          empty={<p>No pipeline has these words in its name or path.</p>}
        />
      </div>
      {unreadable.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {plural(unreadable.length, 'YAML file')} cannot be read, and may hold more:
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard. */}
            <section className={styles.unread} tabIndex={0} aria-label="Files that cannot be read">
              <DiagnosticList diagnostics={unreadable} />
            </section>
          </MessageBarBody>
        </MessageBar>
      )}
    </DialogFrame>
  );
}

const COLUMNS: readonly Column<PipelineFile>[] = [
  { id: 'name', header: 'Name', width: 'minmax(120px, 2fr)', render: (one) => nameOf(one) },
  {
    id: 'path',
    header: 'File',
    width: 'minmax(140px, 3fr)',
    render: ({ path }) => <span title={path}>{path}</span>,
  },
  { id: 'steps', header: 'Steps', width: '72px', align: 'end', render: (one) => one.steps },
];

/** What the file says, else what the draft will be called. */
function nameOf({ name, path }: PipelineFile): string {
  if (name) return name;
  const [file = '', folder = ''] = path.split('/').reverse();
  const stem = file.replace(/\.ya?ml$/i, '');
  return (stem === 'pipeline' && folder) || stem;
}

function matching(all: readonly PipelineFile[], search: string): PipelineFile[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ name, path }) => {
    const text = `${name ?? ''} ${path}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** "Select all" speaks of the rows in view: what was chosen and is not among them stays. */
function kept(
  before: ReadonlySet<string>,
  rows: readonly PipelineFile[],
  next: ReadonlySet<string>,
): ReadonlySet<string> {
  const shown = new Set(rows.map(({ path }) => path));
  return new Set([...[...before].filter((path) => !shown.has(path)), ...next]);
}

/** Where only one can be taken, the last that was pressed. */
function latest(before: ReadonlySet<string>, next: ReadonlySet<string>): ReadonlySet<string> {
  const fresh = [...next].filter((path) => !before.has(path));
  return new Set(fresh.length > 0 ? fresh.slice(0, 1) : []);
}
