// The step that made an input: a way to it in the graph.
import { Link } from '@tanstack/react-router';
import type { JobInput } from '../../../api/types';
import { useLinkStyles } from '../../../ui/link-styles';
import type { JobView } from '../page/use-job-view';

interface ProducerProps {
  input: JobInput;
  from: string;
  view: JobView;
}

export function Producer({ input, from, view }: ProducerProps) {
  const styles = useLinkStyles();
  const key = Object.entries(view.children).find(([, job]) => job.name === from)?.[0];
  const label = `${key ?? from}${input.from_output ? `, output ${input.from_output}` : ''}`;
  const place = view.search.graph ? { graph: view.search.graph } : {};
  return (
    <span>
      From{' '}
      {key ? (
        <Link
          to="/jobs/$name"
          params={{ name: view.root.name }}
          search={{ ...place, node: key, tab: 'io' }}
          className={styles.inText}
        >
          {label}
        </Link>
      ) : (
        <Link to="/jobs/$name" params={{ name: from }} search={{}} className={styles.inText}>
          {label}
        </Link>
      )}
    </span>
  );
}
