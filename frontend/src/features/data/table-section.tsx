// The first rows of a table that an MLTable file describes, and what it is made of.
import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { dataTableQuery } from '../../api/catalog';
import type { DataVersion } from '../../api/types';
import { formatCount } from '../../lib/text';
import { CsvTable } from '../../ui/files/csv-table';
import { ProblemView } from '../../ui/problem-view';
import { Section } from '../../ui/section';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalS, gridTemplateColumns: 'minmax(0, 1fr)' },
  note: { color: tokens.colorNeutralForeground3 },
  skeleton: { height: '120px' },
});

export function TableSection({ data }: { data: DataVersion }) {
  return (
    <Section title="Table">
      <TableHead data={data} />
    </Section>
  );
}

function TableHead({ data }: { data: DataVersion }) {
  const styles = useStyles();
  const table = useQuery(dataTableQuery(data.name, data.version));
  if (table.isError) return <ProblemView error={table.error} title="The table is not shown" />;
  if (!table.data) {
    return (
      <Skeleton aria-label="Loading the table">
        <SkeletonItem className={styles.skeleton} />
      </Skeleton>
    );
  }
  const { columns, rows, truncated, files, notes } = table.data;
  const made = files.length === 1 ? files[0] : `${formatCount(files.length)} files`;
  return (
    <div className={styles.root}>
      <CsvTable name={data.name} columns={columns} rows={rows} />
      <Text size={200} className={styles.note}>
        {truncated
          ? `The first ${formatCount(rows.length)} rows`
          : `${formatCount(rows.length)} rows`}
        {`, from ${made}.`}
      </Text>
      {notes.map((note) => (
        <Text key={note} size={200} className={styles.note}>
          {note}
        </Text>
      ))}
    </div>
  );
}
