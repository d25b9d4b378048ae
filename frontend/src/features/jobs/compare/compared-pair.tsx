// Two of the compared jobs: their graphs in one picture, and what differs in each step.
import { Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { jobCompareQuery } from '../../../api/jobs';
import type { Comparison, JobSummary } from '../../../api/types';
import { isRun } from '../../../lib/job-types';
import { Pending } from '../../../ui/pending';
import { ProblemView } from '../../../ui/problem-view';
import { Section } from '../../../ui/section';
import { ComparedGraph } from './compared-graph';
import { letterAt } from './compared-jobs';
import { ComparedSteps } from './compared-step';
import { Values } from './values';

const MOST_SHOWN = 500;

interface ComparedPairProps {
  jobs: readonly JobSummary[];
  pair: readonly [number, number];
  /** Also steps that are the same. */
  all: boolean;
}

export function ComparedPair({ jobs, pair: [left, right], all }: ComparedPairProps) {
  const [a, b] = [jobs[left], jobs[right]];
  const found = useQuery(jobCompareQuery(a?.name ?? '', b?.name ?? ''));
  const letters = useMemo((): [string, string] => [letterAt(left), letterAt(right)], [left, right]);
  if (found.isError)
    return <ProblemView error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Pending />;
  // A run of a script's own has no graph that the other's could be laid over.
  const sides = [found.data.a, found.data.b];
  const hasGraphs = sides.some((job) => job.type === 'pipeline') && !sides.some(isRun);
  return (
    <>
      {hasGraphs && <ComparedGraph found={found.data} letters={letters} />}
      <Differences found={found.data} letters={letters} all={all} />
    </>
  );
}

interface DifferencesProps {
  found: Comparison;
  letters: [string, string];
  all: boolean;
}

function Differences({ found, letters, all }: DifferencesProps) {
  const texts = found.job.filter((value) => value.diff !== null);
  const steps = all ? found.steps : found.steps.filter((step) => step.state !== 'same');
  if (found.steps.length === 0 && texts.length === 0) return null;
  return (
    <Section title={`What differs between ${letters[0]} and ${letters[1]}`}>
      {texts.length > 0 && <Values values={texts} letters={letters} />}
      {steps.length === 0 && <Text>Their steps are the same.</Text>}
      <ComparedSteps
        found={found}
        letters={letters}
        steps={steps}
        most={MOST_SHOWN}
        label="Compared steps"
      />
    </Section>
  );
}
