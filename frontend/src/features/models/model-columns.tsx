// The columns of the list of models.
import { Link } from '@tanstack/react-router';
import type { ModelSummary } from '../../api/types';
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

function ModelLink({ name }: { name: string }) {
  const styles = useLinkStyles();
  return (
    <Link to="/models/$name" params={{ name }} search={{}} className={styles.quiet} tabIndex={-1}>
      {name}
    </Link>
  );
}

export const MODEL_COLUMNS: Column<ModelSummary>[] = [
  {
    id: 'name',
    header: 'Name',
    sort: 'name',
    width: 'minmax(200px, 2.4fr)',
    render: (each) => (
      <NameCell
        link={<ModelLink name={each.name} />}
        text={firstLine(each.description) || (each.job ? `From job ${each.job}` : each.path)}
        archived={each.archived}
      />
    ),
  },
  versionColumn<ModelSummary>(),
  { id: 'type', header: 'Type', width: '128px', from: 620, render: (each) => each.type },
  { id: 'stage', header: 'Stage', width: '104px', from: 880, render: (each) => each.stage },
  tagsColumn<ModelSummary>(),
  createdByColumn<ModelSummary>(),
  modifiedColumn<ModelSummary>(),
];
