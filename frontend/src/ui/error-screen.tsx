// A whole page that could not be shown: what happened, what to do, and a way on.
import { Button, makeStyles, Text, Title3, tokens } from '@fluentui/react-components';
import { ErrorCircle48Regular } from '@fluentui/react-icons';
import { asProblem } from '../api/problem';
import { useSession } from '../api/session';
import { lookInto, workspaceName } from '../api/workspace';
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
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'center',
    gap: tokens.spacingHorizontalS,
  },
});

export function ErrorScreen({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const styles = useStyles();
  const problem = asProblem(error);
  return (
    <div className={styles.root} role="alert">
      <ErrorCircle48Regular className={styles.icon} aria-hidden />
      <Title3 as="h1" align="center" className={styles.title}>
        <Prose text={problem.message} />
      </Title3>
      {problem.hint && (
        <Text align="center">
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
        {NAMED.test(problem.code) && <OtherWorkspaces />}
        <Button as="a" href="/">
          Home
        </Button>
      </div>
    </div>
  );
}

/** What every workspace may have under the same name. */
const NAMED = /^(component|data|model|environment|version)-not-found$/;
const MOST_OFFERED = 5;

/** Names mean something else in each workspace: the link may be of another one. */
function OtherWorkspaces() {
  const session = useSession();
  const others = session?.workspaces.filter((each) => each.name !== workspaceName()) ?? [];
  return others.slice(0, MOST_OFFERED).map((each) => (
    <Button key={each.name} onClick={() => lookInto(each.name)}>
      Look in {each.display_name || each.name}
    </Button>
  ));
}
