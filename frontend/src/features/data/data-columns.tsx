// The columns of the list of data assets.
import { Link } from '@tanstack/react-router';
import type { DataSummary } from '../../api/types';
import { firstLine } from '../../lib/text';
import {
  createdByColumn,
  modifiedColumn,
  NameCell,
  tagsColumn,
  versionColumn,
} from '../../ui/asset-columns';
import { useLinkStyles } from '../../ui/link-styles';
import type { Column } from '../../ui/table/columns';

function DataLink({ name }: { name: string }) {
  const styles = useLinkStyles();
  return (
    <Link to="/data/$name" params={{ name }} search={{}} className={styles.quiet} tabIndex={-1}>
      {name}
    </Link>
  );
}

export function dataColumns(): Column<DataSummary>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      sort: 'name',
      width: 'minmax(200px, 2.4fr)',
      render: (each) => (
        <NameCell
          link={<DataLink name={each.name} />}
          text={firstLine(each.description) || each.path}
          archived={each.archived}
        />
      ),
    },
    versionColumn<DataSummary>(),
    { id: 'type', header: 'Type', width: '104px', from: 620, render: (each) => each.type },
    tagsColumn<DataSummary>(),
    createdByColumn<DataSummary>(),
    modifiedColumn<DataSummary>(),
  ];
}
