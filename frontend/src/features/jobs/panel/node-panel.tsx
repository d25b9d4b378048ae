// What is selected in the graph: a step, a nested pipeline, a piece of data, or the job itself.
import { Button, makeStyles, Subtitle2, Tooltip, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { JobSummary } from '../../../api/types';
import { useHotkey } from '../../../ui/hotkeys';
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

function shownIn(view: JobView): Shown {
  const { node } = view.search;
  if (node === undefined)
    return { title: view.shown.display_name || view.shown.name, key: null, job: view.shown };
  const job = view.children[node];
  if (job) {
    const title = job.display_name || node;
    return { title, key: title === node ? null : node, job };
  }
  return { title: node.replace(/^(inputs|outputs)\./, ''), key: null, job: null };
}

export function NodePanel({ view }: { view: JobView }) {
  const styles = useStyles();
  const { search, go } = view;
  const { title, key, job } = shownIn(view);
  const place = search.graph ? { graph: search.graph } : {};
  const close = () => go(place);
  useHotkey('escape', close, 'Close the panel');
  const onTab = (tab: string) => go({ ...search, tab }, { replace: true });
  return (
    <aside className={styles.panel} aria-label={`Details of ${title}`}>
      <div className={styles.head}>
        <Subtitle2 as="h2" className={styles.title} title={title}>
          {title}
        </Subtitle2>
        {key !== null && <code className={styles.key}>{key}</code>}
        {job && <StatusLabel status={job.status} />}
        <div className={styles.tools}>
          {job && search.node !== undefined && <NodeActions job={job} root={view.root} />}
          <Tooltip content="Close the panel (Esc)" relationship="label">
            <Button appearance="subtle" size="small" icon={<DismissRegular />} onClick={close} />
          </Tooltip>
        </div>
      </div>
      {job ? (
        <JobPanel key={job.name} job={job} view={view} tab={search.tab} onTab={onTab} />
      ) : (
        <DataPanel key={search.node} view={view} node={search.node ?? ''} />
      )}
    </aside>
  );
}
