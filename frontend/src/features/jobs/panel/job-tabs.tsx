// The tabs of a step or of a pipeline, on one line: where that is narrow, in fewer words.
import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import type { FocusEvent } from 'react';
import type { JobSummary } from '../../../api/types';
import { runsCommand } from '../../../lib/job-types';

/** Where the whole words of all tabs have room. */
const NARROW = '@container (max-width: 799px)';

const useStyles = makeStyles({
  bar: {
    containerType: 'inline-size',
    padding: `0 ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  list: {
    overflowX: 'auto',
    scrollbarWidth: 'thin',
    // Room for the ring around what has the focus.
    padding: '2px',
    scrollPaddingInline: tokens.spacingHorizontalL,
    [NARROW]: { '& .fui-Tab > span': { fontSize: tokens.fontSizeBase200 } },
  },
  tab: { flexShrink: 0 },
  long: { [NARROW]: { display: 'none' } },
  short: { display: 'none', [NARROW]: { display: 'inline' } },
});

interface TabInfo {
  id: string;
  label: string;
  short?: string;
  /** Shown for pipelines too, not only for steps. */
  ofPipelines: boolean;
  onlyOfSweeps?: true;
}

const OVERVIEW: TabInfo = { id: 'overview', label: 'Overview', ofPipelines: true };
const TABS: readonly TabInfo[] = [
  OVERVIEW,
  { id: 'trials', label: 'Trials', ofPipelines: false, onlyOfSweeps: true },
  { id: 'io', label: 'Inputs and outputs', short: 'Data', ofPipelines: true },
  { id: 'logs', label: 'Outputs and logs', short: 'Logs', ofPipelines: false },
  { id: 'metrics', label: 'Metrics', ofPipelines: true },
  { id: 'images', label: 'Images', ofPipelines: false },
  { id: 'monitoring', label: 'Monitoring', ofPipelines: false },
  { id: 'code', label: 'Code', ofPipelines: false },
  { id: 'environment', label: 'Environment', ofPipelines: false },
  { id: 'json', label: 'JSON', ofPipelines: true },
];

export function tabsOf(job: JobSummary): readonly TabInfo[] {
  return TABS.filter((tab) => {
    if (tab.onlyOfSweeps) return job.type === 'sweep';
    return tab.ofPipelines || runsCommand(job);
  });
}

export function tabOf(tabs: readonly TabInfo[], id: string | undefined): TabInfo {
  return tabs.find((tab) => tab.id === id) ?? OVERVIEW;
}

interface JobTabsProps {
  tabs: readonly TabInfo[];
  current: TabInfo;
  onTab: (tab: string) => void;
}

export function JobTabs({ tabs, current, onTab }: JobTabsProps) {
  const styles = useStyles();
  return (
    <div className={styles.bar}>
      <TabList
        className={styles.list}
        size="small"
        selectedValue={current.id}
        aria-label="Parts of the job"
        onTabSelect={(_, data) => onTab(String(data.value))}
      >
        {tabs.map((each) => (
          <Tab
            key={each.id}
            value={each.id}
            className={styles.tab}
            ref={each === current ? scrollTo : null}
            onFocus={scrollToFocus}
            {...named(each)}
          >
            <span className={each.short ? styles.long : undefined}>{each.label}</span>
            {each.short && <span className={styles.short}>{each.short}</span>}
          </Tab>
        ))}
      </TabList>
    </div>
  );
}

/** In a panel that is narrower still they scroll. */
function scrollTo(selected: HTMLElement | null): void {
  selected?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** For keys alone: what slides away under a press is not pressed. */
function scrollToFocus({ currentTarget }: FocusEvent<HTMLElement>): void {
  if (currentTarget.matches(':focus-visible')) scrollTo(currentTarget);
}

/** The words that are seen are part of the name, whichever they are. */
function named({ label, short }: TabInfo) {
  return short ? { 'aria-label': `${label}: ${short.toLowerCase()}`, title: label } : {};
}
