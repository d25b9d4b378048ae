// What narrows the list and has no field in the bar: said, and taken away by a press.
import { Button, makeStyles } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { sourceLabel } from '../../../ui/jobs/job-columns';
import { type FilterProps, without } from './filters';

const useStyles = makeStyles({
  chip: { maxWidth: '240px', minWidth: 0, fontWeight: 'normal' },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

export function FilterChips({ search, onChange }: FilterProps) {
  const styles = useStyles();
  const chips = [
    { key: 'source', text: search.source && `Source ${sourceLabel(search.source)}` },
    { key: 'created_by', text: search.created_by && `Created by ${search.created_by}` },
    { key: 'tag', text: search.tag && `Tag ${search.tag}` },
    { key: 'archived', text: search.archived && 'Archived' },
    { key: 'component', text: search.component && `Component ${search.component}` },
    { key: 'compute', text: search.compute && `Compute ${search.compute}` },
    { key: 'draft', text: search.draft && `Draft ${search.draft}` },
  ] as const;
  return chips.map(({ key, text }) =>
    text ? (
      <Button
        key={key}
        className={styles.chip}
        size="small"
        iconPosition="after"
        icon={<DismissRegular />}
        aria-label={`Remove the filter ${text}`}
        title={text}
        onClick={() => onChange(without(search, key))}
      >
        <span className={styles.text}>{text}</span>
      </Button>
    ) : null,
  );
}
