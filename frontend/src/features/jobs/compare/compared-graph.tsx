// The graphs of two jobs as one: boxes of A only, of B only, changed ones; a box says what differs.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { jobLevelsQuery } from '../../../api/job-levels';
import type { Comparison, JobGraph } from '../../../api/types';
import { isEdgeId } from '../../../canvas/core/selection';
import { opens } from '../../../lib/job-types';
import type { CompareSearch } from '../../../lib/search';
import { plural } from '../../../lib/text';
import { ChangedFields, Legend, outlinesOf, sideBySide } from '../../../ui/graph/changes';
import { Pending } from '../../../ui/pending';
import { ProblemView } from '../../../ui/problem-view';
import { Section } from '../../../ui/section';
import { GraphCrumbs } from '../page/graph-crumbs';
import { type BothGraphs, bothGraphs, stepsOf, writtenAt } from './both-graphs';
import { ComparedSteps } from './compared-step';

const GraphView = lazy(async () => ({
  default: (await import('../../../canvas/view/graph-view')).GraphView,
}));

const MOST_STEPS = 50;
const MOST_FIELDS = 50;
const MINIMAP_FROM = 30;

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    fontSize: tokens.fontSizeBase200,
  },
  graph: {
    height: 'min(40vh, 420px)',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
  },
  box: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  key: { margin: 0, fontSize: tokens.fontSizeBase300, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

interface ComparedGraphProps {
  found: Comparison;
  letters: readonly [string, string];
}

export function ComparedGraph({ found, letters }: ComparedGraphProps) {
  const client = useQueryClient();
  const search = useSearch({ from: '/app/compare' });
  const level = search.graph ?? '';
  const a = useQuery(jobLevelsQuery(client, found.a.name, level));
  const b = useQuery(jobLevelsQuery(client, found.b.name, level));
  const failed = [a, b].find((one) => one.isError);
  const graphA = a.data && (a.data.isWhole ? a.data.graph : null);
  const graphB = b.data && (b.data.isWhole ? b.data.graph : null);
  const both = useMemo(
    () =>
      graphA === undefined || graphB === undefined
        ? null
        : bothGraphs(graphA, graphB, found.steps, level),
    [graphA, graphB, found.steps, level],
  );
  return (
    <Section title={`Graph of ${letters[0]} and ${letters[1]}`}>
      {failed && <ProblemView error={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && both === null && <Pending />}
      {!failed && both !== null && (
        <Picture
          found={found}
          letters={letters}
          both={both}
          graphs={[graphB ?? null, graphA ?? null]}
        />
      )}
    </Section>
  );
}

interface PictureProps extends ComparedGraphProps {
  both: BothGraphs;
  graphs: readonly (JobGraph | null)[];
}

function Picture({ found, letters, both, graphs }: PictureProps) {
  const styles = useStyles();
  const search = useSearch({ from: '/app/compare' });
  const navigate = useNavigate();
  const { graph: level = '', node } = search;
  const looks = useMemo(() => sideBySide(letters), [letters]);
  const outlines = useMemo(() => outlinesOf(both.boxes, looks), [both, looks]);
  const selection = useMemo(() => (node === undefined ? [] : [node]), [node]);
  const go = (change: CompareSearch, replace: boolean) => {
    const { graph: _, node: __, ...rest } = search;
    void navigate({ to: '/compare', search: { ...rest, ...change }, replace });
  };
  const place = level === '' ? {} : { graph: level };
  const select = (box: string | null) => {
    if (box !== (node ?? null)) go(box === null ? place : { ...place, node: box }, true);
  };
  /** Into a pipeline or a loop that either job has; else it is only selected. */
  const open = (box: string) => {
    const goesIn = graphs.some((graph) => {
      const job = graph?.children[box];
      return job !== undefined && job.name !== graph?.job.name && opens(job);
    });
    if (goesIn) go({ graph: level === '' ? box : `${level}.${box}` }, false);
    else select(box);
  };
  const title = `${found.a.display_name || found.a.name} and ${found.b.display_name || found.b.name}`;
  const count = Object.keys(both.document.nodes).length;
  return (
    <>
      <div className={styles.bar}>
        {level !== '' && (
          <GraphCrumbs
            title="Both jobs"
            path={level}
            onGo={(path) => go(path === '' ? {} : { graph: path }, false)}
          />
        )}
        <Legend looks={looks} />
        <Text role="status" size={200}>
          {both.boxes.size === 0
            ? `All ${plural(count, 'node')} are the same.`
            : 'Select a box to see what differs.'}
        </Text>
      </div>
      <div className={styles.graph}>
        <Suspense fallback={<Pending />}>
          <GraphView
            key={level}
            document={both.document}
            components={both.components}
            label={`Graph of ${title}`}
            readOnly
            isInPage
            minimap={count >= MINIMAP_FROM}
            layout={both.layout}
            outlines={outlines}
            selection={selection}
            onSelect={(ids) => select(ids.find((id) => !isEdgeId(id)) ?? null)}
            onOpen={open}
          />
        </Suspense>
      </div>
      {node !== undefined && (
        <Box
          found={found}
          letters={letters}
          both={both}
          level={level}
          box={node}
          onClose={() => select(null)}
        />
      )}
    </>
  );
}

interface BoxProps extends ComparedGraphProps {
  both: BothGraphs;
  level: string;
  box: string;
  onClose: () => void;
}

/** What differs at one box: in what was written, and in what ran. */
function Box({ found, letters, both, level, box, onClose }: BoxProps) {
  const styles = useStyles();
  const kind = both.boxes.get(box);
  const steps = stepsOf(found.steps, both.document, level, box);
  const differing = steps.filter((step) => step.state !== 'same');
  const shown = steps.length === 1 ? steps : differing;
  const fields = writtenAt(both, box);
  const word = kind === undefined ? 'the same in both' : sideBySide(letters)[kind].word;
  const title = box.replace(/^(inputs|outputs)\./, '');
  return (
    <section className={styles.box} aria-label={`Differences of ${title}`}>
      <div className={styles.head}>
        <h3 className={styles.key}>{title}</h3>
        <Text className={styles.quiet}>{word}</Text>
        <Button size="small" appearance="subtle" onClick={onClose}>
          Close
        </Button>
      </div>
      {fields.length > 0 && (
        <>
          <Text weight="semibold">As it is written</Text>
          <ChangedFields fields={fields} most={MOST_FIELDS} />
        </>
      )}
      {shown.length > 0 && (
        <ComparedSteps
          found={found}
          letters={letters}
          steps={shown}
          most={MOST_STEPS}
          label={`Steps of ${title}`}
        />
      )}
    </section>
  );
}
