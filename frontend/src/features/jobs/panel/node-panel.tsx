// What is selected in the graph: a step, a nested pipeline, a piece of data, or the job itself.
import { Button, makeStyles, Subtitle2, Tooltip, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular, DismissRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { jobQuery } from '../../../api/jobs';
import type { JobSummary } from '../../../api/types';
import { hasEnded } from '../../../lib/statuses';
import { useHotkey } from '../../../ui/hotkeys';
import { ProblemView } from '../../../ui/problem-view';
import { StatusLabel } from '../../../ui/status';
import type { JobView } from '../page/use-job-view';
import { DataPanel } from './data-panel';
import { JobPanel } from './job-panel';
import { NodeActions } from './node-actions';

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS} 0 ${tokens.spacingHorizontalL}`,
  },
  title: {
    margin: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  key: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  tools: { marginLeft: 'auto', display: 'flex', flexShrink: 0 },
});

interface Shown {
  title: string;
  /** Its key in the file and in the graph, where that is another one. */
  key: string | null;
  job: JobSummary | null;
}

function shownIn(view: JobView, child: JobSummary | undefined): Shown {
  const { node } = view.search;
  if (child) return { title: child.display_name || child.name, key: null, job: child };
  if (node === undefined)
    return { title: view.shown.display_name || view.shown.name, key: null, job: view.shown };
  const job = view.children[node];
  if (job) {
    const title = job.display_name || node;
    return { title, key: title === node ? null : node, job };
  }
  return { title: node.replace(/^(inputs|outputs)\./, ''), key: null, job: null };
}

/** The only node of a job that is a sweep itself. */
const SINGLE_STEP = 'step';

/** A trial of a job that is a sweep itself: its graph has no node for it, the list of steps has. */
function grownName(view: JobView): string | undefined {
  const { node, graph } = view.search;
  if (node === undefined || graph !== undefined || view.root.type !== 'sweep') return undefined;
  return view.steps.find((step) => step.path === node)?.name;
}

export function NodePanel({ view }: { view: JobView }) {
  const styles = useStyles();
  const { search, go } = view;
  const childName = search.child ?? grownName(view);
  const child = useQuery({ ...jobQuery(childName ?? ''), enabled: childName !== undefined });
  const grown = childName === undefined ? undefined : child.data;
  const { title, key, job } = shownIn(view, grown);
  const place = search.graph ? { graph: search.graph } : {};
  const close = () => go(place);
  useHotkey('escape', close, 'Close the panel');
  const onTab = (tab: string) => go({ ...search, tab }, { replace: true });
  const node = search.child === undefined ? SINGLE_STEP : search.node;
  const back = () => go({ ...search, node, child: undefined, tab: 'trials' });
  // A trial is no step of the document: it cannot be run again by itself.
  const acts = search.node !== undefined && !(grown && hasEnded(view.root.status));
  return (
    <aside className={styles.panel} aria-label={`Details of ${title}`}>
      <div className={styles.head}>
        {grown && (
          <Tooltip content="Back to the trials" relationship="label">
            <Button appearance="subtle" size="small" icon={<ArrowLeftRegular />} onClick={back} />
          </Tooltip>
        )}
        <Subtitle2 as="h2" className={styles.title} title={title}>
          {title}
        </Subtitle2>
        {key !== null && <code className={styles.key}>{key}</code>}
        {job && <StatusLabel status={job.status} />}
        <div className={styles.tools}>
          {job && acts && <NodeActions job={job} root={view.root} />}
          <Tooltip content="Close the panel (Esc)" relationship="label">
            <Button appearance="subtle" size="small" icon={<DismissRegular />} onClick={close} />
          </Tooltip>
        </div>
      </div>
      {childName !== undefined && child.isError && (
        <ProblemView error={child.error} onRetry={() => void child.refetch()} />
      )}
      {job ? (
        <JobPanel key={job.name} job={job} view={view} tab={search.tab} onTab={onTab} />
      ) : (
        <DataPanel key={search.node} view={view} node={search.node ?? ''} />
      )}
    </aside>
  );
}
