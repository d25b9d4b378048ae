// A short list inside a page: as high as its rows, so that the page scrolls and not the list.
import { makeStyles } from '@fluentui/react-components';
import { DataTable, type DataTableProps } from './data-table';

const HEAD = 38;
const ROW = 44;
const useStyles = makeStyles({ box: { display: 'flex', minHeight: 0 } });

export function WholeTable<T>(props: DataTableProps<T>) {
  const styles = useStyles();
  const { rows, rowHeight = ROW } = props;
  return (
    <div className={styles.box} style={{ height: HEAD + rows.length * rowHeight }}>
      <DataTable bare {...props} />
    </div>
  );
}
