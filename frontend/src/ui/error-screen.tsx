// A whole page that could not be shown: what happened, what to do, and a way on.
import { Button, makeStyles, Text, Title3, tokens } from '@fluentui/react-components';
import { ErrorCircle48Regular } from '@fluentui/react-icons';
import { asProblem } from '../api/problem';
import { Prose } from './prose';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    justifyItems: 'center',
    textAlign: 'center',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXXL}`,
    maxWidth: '560px',
    margin: '8vh auto 0',
  },
  title: { margin: 0 },
  icon: { color: tokens.colorPaletteRedForeground1 },
  code: { fontFamily: tokens.fontFamilyMonospace, color: tokens.colorNeutralForeground3 },
  row: { display: 'flex', gap: tokens.spacingHorizontalS },
});

export function ErrorScreen({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const styles = useStyles();
  const problem = asProblem(error);
  return (
    <div className={styles.root} role="alert">
      <ErrorCircle48Regular className={styles.icon} aria-hidden />
      <Title3 as="h1" className={styles.title}>
        <Prose text={problem.message} />
      </Title3>
      {problem.hint && (
        <Text>
          <Prose text={problem.hint} />
        </Text>
      )}
      <Text className={styles.code} size={200}>
        {problem.code}
      </Text>
      <div className={styles.row}>
        {onRetry && (
          <Button appearance="primary" onClick={onRetry}>
            Try again
          </Button>
        )}
        <Button as="a" href="/">
          Home
        </Button>
      </div>
    </div>
  );
}
