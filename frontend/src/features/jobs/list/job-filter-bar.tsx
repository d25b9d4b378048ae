// Filters of the list of jobs; every one lives in the URL. Those used less are behind one button.
import {
  Button,
  Dropdown,
  makeStyles,
  mergeClasses,
  Option,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { experimentsQuery } from '../../../api/jobs';
import { CREATED, createdLabel } from '../../../lib/created';
import { parseStatuses, STATUSES, statusLabel } from '../../../lib/statuses';
import { SearchField } from '../../../ui/search-field';
import { FilterChips } from './filter-chips';
import { type FilterProps, without, withText } from './filters';
import { MoreFilters } from './more-filters';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
  drop: { minWidth: '120px', width: '158px' },
  wide: { width: '172px' },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  words: { flexGrow: 1, flexBasis: '150px', maxWidth: '220px', minWidth: 0 },
});

export function JobFilterBar({ search, onChange }: FilterProps) {
  const styles = useStyles();
  const onText = useCallback(
    (text: string | undefined) => onChange(withText(search, 'search', text)),
    [search, onChange],
  );
  const more = Object.keys(search).some((key) => key !== 'search');
  return (
    <search className={styles.bar} aria-label="Filters">
      <div className={styles.words}>
        <SearchField label="Search jobs" value={search.search} onChange={onText} />
      </div>
      <StatusFilter search={search} onChange={onChange} />
      <ExperimentFilter search={search} onChange={onChange} />
      <CreatedFilter search={search} onChange={onChange} />
      <MoreFilters search={search} onChange={onChange} />
      <FilterChips search={search} onChange={onChange} />
      {more && (
        <Button appearance="subtle" size="small" onClick={() => onChange({})}>
          Clear filters
        </Button>
      )}
    </search>
  );
}

/** What is chosen, cut rather than broken over lines. */
function OneLine({ text }: { text: string }) {
  return (
    <span className={useStyles().line} title={text}>
      {text}
    </span>
  );
}

function StatusFilter({ search, onChange }: FilterProps) {
  const styles = useStyles();
  const chosen = parseStatuses(search.status);
  const label = chosen.map(statusLabel).join(', ');
  return (
    <Dropdown
      className={styles.drop}
      button={{ children: <OneLine text={label || 'Any status'} /> }}
      aria-label="Status"
      placeholder="Any status"
      multiselect
      value={label}
      selectedOptions={chosen}
      onOptionSelect={(_, data) =>
        onChange(withText(search, 'status', data.selectedOptions.join(',')))
      }
    >
      {STATUSES.map((status) => (
        <Option key={status} value={status}>
          {statusLabel(status)}
        </Option>
      ))}
    </Dropdown>
  );
}

function ExperimentFilter({ search, onChange }: FilterProps) {
  const styles = useStyles();
  const experiments = useQuery(experimentsQuery).data?.items ?? [];
  return (
    <Dropdown
      className={styles.drop}
      button={{ children: <OneLine text={search.experiment ?? 'Any experiment'} /> }}
      aria-label="Experiment"
      placeholder="Any experiment"
      clearable
      value={search.experiment ?? ''}
      selectedOptions={search.experiment ? [search.experiment] : []}
      onOptionSelect={(_, data) => onChange(withText(search, 'experiment', data.optionValue))}
    >
      {experiments.map((each) => (
        <Option key={each.name} value={each.name} text={each.name}>
          {each.name} ({each.jobs_count})
        </Option>
      ))}
    </Dropdown>
  );
}

/** A span that another page led to is shown, too; choosing one takes its place. */
function CreatedFilter({ search, onChange }: FilterProps) {
  const styles = useStyles();
  const label = createdLabel(search);
  const rest = without(search, 'created', 'created_after', 'created_before');
  return (
    <Dropdown
      className={mergeClasses(styles.drop, styles.wide)}
      button={{ children: <OneLine text={label || 'Any time'} /> }}
      aria-label="Created"
      placeholder="Any time"
      clearable
      value={label}
      selectedOptions={label ? [search.created ?? label] : []}
      onOptionSelect={(_, data) => onChange(withText(rest, 'created', data.optionValue))}
    >
      {Object.entries(CREATED).map(([key, span]) => (
        <Option key={key} value={key}>
          {span.label}
        </Option>
      ))}
    </Dropdown>
  );
}
