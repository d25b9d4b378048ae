// Jobs side by side, one column each; and of two of them the graphs and what differs in each step.
import { Button, makeStyles, Select, Switch, tokens } from '@fluentui/react-components';
import { AddRegular, ArrowSwapRegular, BranchCompareRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { sideBySideQuery } from '../../../api/jobs';
import type { JobSummary, SideBySide } from '../../../api/types';
import { type CompareSearch, compact } from '../../../lib/search';
import { ButtonLink } from '../../../ui/button-link';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { Pending } from '../../../ui/pending';
import { ProblemView } from '../../../ui/problem-view';
import { ColumnTables } from './columns';
import { CompareWithDialog } from './compare-with-dialog';
import { JobColumns, StepColumns, ValueColumns } from './compared-columns';
import {
  type ComparedJobs,
  comparedJobs,
  compareJobs,
  letterAt,
  MOST_JOBS,
  withJob,
  withoutJob,
} from './compared-jobs';
import { ComparedMetrics } from './compared-metrics';
import { ComparedPair } from './compared-pair';

const PARENTS = [{ label: 'Pipelines', to: '/jobs' }];

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
  },
  choice: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  select: { maxWidth: '200px' },
});

export function ComparePage() {
  const search = useSearch({ from: '/app/compare' });
  const compared = comparedJobs(search);
  if (compared)
    return <Comparing key={compared.names.join()} search={search} compared={compared} />;
  return (
    <Page title="Compare jobs" crumbs={PARENTS}>
      <EmptyState
        icon={BranchCompareRegular}
        title="Two jobs are needed"
        text={`Select two to ${MOST_JOBS} jobs in the list of pipelines, then Compare; or use a job’s own menu.`}
        action={
          <ButtonLink to="/jobs" search={{}} appearance="primary">
            Go to the pipelines
          </ButtonLink>
        }
      />
    </Page>
  );
}

/** What of the address is about the view, not about the jobs. */
function lookOnly({ axis, smooth, log, all }: CompareSearch): CompareSearch {
  return compact({ axis, smooth, log, all });
}

interface ComparingProps {
  search: CompareSearch;
  compared: ComparedJobs;
}

function Comparing({ search, compared }: ComparingProps) {
  const { names, pair } = compared;
  const [isAdding, setAdding] = useState(false);
  const found = useQuery(sideBySideQuery(names));
  const navigate = useNavigate();
  const show = (checked: boolean) => {
    const { all: _, ...rest } = search;
    const next = checked ? { ...rest, all: true as const } : rest;
    void navigate({ to: '/compare', search: next, replace: true });
  };
  return (
    <Page
      title="Compare jobs"
      crumbs={PARENTS}
      actions={
        <>
          <Switch
            label="Show what is the same"
            checked={search.all === true}
            onChange={(_, { checked }) => show(checked)}
          />
          {names.length < MOST_JOBS && (
            <Button icon={<AddRegular />} onClick={() => setAdding(true)}>
              Add a job…
            </Button>
          )}
          <ButtonLink
            to="/compare"
            search={{ ...lookOnly(search), ...compareJobs(names, [pair[1], pair[0]]) }}
            icon={<ArrowSwapRegular />}
          >
            Swap
          </ButtonLink>
        </>
      }
    >
      {found.isError && <ProblemView error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Pending />}
      {found.data && <Compared search={search} compared={compared} found={found.data} />}
      {isAdding && (
        <CompareWithDialog
          title="Add a job to the comparison"
          names={names}
          searchFor={(other) => ({ ...lookOnly(search), ...withJob(compared, other) })}
          onClose={() => setAdding(false)}
        />
      )}
    </Page>
  );
}

function Compared({ search, compared, found }: ComparingProps & { found: SideBySide }) {
  const styles = useStyles();
  const navigate = useNavigate();
  const { names, pair } = compared;
  const { jobs } = found;
  const go = (next: CompareSearch) =>
    void navigate({ to: '/compare', search: { ...lookOnly(search), ...next } });
  const isMany = jobs.length > 2;
  const all = search.all === true;
  const shared = { found, baseline: pair[0], all };
  return (
    <>
      {isMany && (
        <div className={styles.bar}>
          <Choice
            label="Baseline"
            jobs={jobs}
            chosen={pair[0]}
            onChoose={(place) =>
              go(compareJobs(names, [place, place === pair[1] ? pair[0] : pair[1]]))
            }
          />
          <Choice
            label="Graph and steps against"
            jobs={jobs}
            chosen={pair[1]}
            without={pair[0]}
            onChoose={(place) => go(compareJobs(names, [pair[0], place]))}
          />
        </div>
      )}
      <ColumnTables>
        <JobColumns
          {...shared}
          onRemove={isMany ? (place) => go(withoutJob(compared, place)) : undefined}
        />
        <ValueColumns {...shared} />
        <ComparedMetrics jobs={jobs} baseline={pair[0]} />
        {found.steps.length > 0 && <StepColumns {...shared} />}
      </ColumnTables>
      <ComparedPair jobs={jobs} pair={pair} all={all} />
    </>
  );
}

interface ChoiceProps {
  label: string;
  jobs: readonly JobSummary[];
  chosen: number;
  /** The place that cannot be chosen. */
  without?: number;
  onChoose: (place: number) => void;
}

function Choice({ label, jobs, chosen, without, onChoose }: ChoiceProps) {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the list inside is what it names.
    <label className={styles.choice}>
      {label}
      <Select
        className={styles.select}
        value={String(chosen)}
        onChange={(_, { value }) => onChoose(Number(value))}
      >
        {jobs.map((job, place) => (
          <option key={job.name} value={place} disabled={place === without}>
            {letterAt(place)}: {job.display_name || job.name}
          </option>
        ))}
      </Select>
    </label>
  );
}
