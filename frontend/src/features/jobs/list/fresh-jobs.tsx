// New jobs never push the rows that someone reads: they wait behind a button, except at the top.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowUpRegular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { plural } from '../../../lib/text';

const useStyles = makeStyles({
  pill: {
    position: 'absolute',
    top: '92px',
    left: '50%',
    transform: 'translateX(-50%)',
    zIndex: 2,
    boxShadow: tokens.shadow8,
  },
});

interface FreshJobsProps {
  count: number;
  /** The list stands at its top: new rows can simply appear. */
  quiet: boolean;
  onShow: () => void;
}

export function FreshJobs({ count, quiet, onShow }: FreshJobsProps) {
  const styles = useStyles();
  // Not put off by each further job: in a busy workspace none would ever be shown.
  const isDue = quiet && count > 0;
  useEffect(() => {
    if (!isDue) return;
    const timer = setTimeout(onShow, 300);
    return () => clearTimeout(timer);
  }, [isDue, onShow]);
  if (quiet || count === 0) return null;
  return (
    <Button
      className={styles.pill}
      appearance="primary"
      shape="circular"
      size="small"
      icon={<ArrowUpRegular />}
      onClick={onShow}
    >
      {plural(count, 'new job')}
    </Button>
  );
}
