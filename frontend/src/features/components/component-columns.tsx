// The columns of the list of components.
import { Link } from '@tanstack/react-router';
import type { ComponentSummary } from '../../api/types';
import { firstLine } from '../../lib/text';
import {
  createdByColumn,
  NameCell,
  tagsColumn,
  timeColumn,
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

export function componentColumns(): Column<ComponentSummary>[] {
  return [
    {
      id: 'name',
      header: 'Name',
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
    timeColumn<ComponentSummary>('Modified', (each) => each.modified_at),
  ];
}
