// The columns of the list of components.
import { Link } from '@tanstack/react-router';
import type { ComponentSummary } from '../../api/types';
import { firstLine, plural } from '../../lib/text';
import {
  createdByColumn,
  modifiedColumn,
  NameCell,
  tagsColumn,
  versionColumn,
} from '../../ui/asset-columns';
import { useLinkStyles } from '../../ui/link-styles';
import type { Column } from '../../ui/table/columns';

function ComponentLink({ component }: { component: ComponentSummary }) {
  const styles = useLinkStyles();
  return (
    <Link
      to="/components/$name"
      params={{ name: component.name }}
      search={{}}
      className={styles.quiet}
      tabIndex={-1}
    >
      {component.display_name || component.name}
    </Link>
  );
}

/** How many jobs use it, with the way to them. */
function Users({ component: { name, display_name, jobs_count } }: { component: ComponentSummary }) {
  const styles = useLinkStyles();
  if (jobs_count === 0) return null;
  return (
    <Link
      to="/jobs"
      search={{ component: name }}
      className={styles.link}
      tabIndex={-1}
      title={`Jobs that use ${display_name || name}`}
    >
      {plural(jobs_count, 'job')}
    </Link>
  );
}

export function componentColumns(): Column<ComponentSummary>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      sort: 'name',
      width: 'minmax(200px, 2.4fr)',
      render: (each) => (
        <NameCell
          link={<ComponentLink component={each} />}
          text={firstLine(each.description) || each.name}
          archived={each.archived}
        />
      ),
    },
    { ...versionColumn<ComponentSummary>() },
    { id: 'type', header: 'Type', width: '96px', from: 620, render: (each) => each.type },
    tagsColumn<ComponentSummary>(),
    createdByColumn<ComponentSummary>(),
    {
      id: 'used_by',
      header: 'Used by',
      width: '96px',
      from: 700,
      render: (each) => <Users component={each} />,
    },
    modifiedColumn<ComponentSummary>(),
  ];
}
