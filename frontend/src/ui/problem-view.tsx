// A problem inside a page: code, message, hint, and each finding with its place.
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { asProblem } from '../api/problem';
import type { Diagnostic } from '../api/types';
import { byRemedy } from './by-remedy';
import { Prose } from './prose';

const useStyles = makeStyles({
  list: { margin: `${tokens.spacingVerticalXS} 0 0`, paddingLeft: tokens.spacingHorizontalL },
  place: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  remedy: { color: tokens.colorNeutralForeground3 },
  bar: { maxWidth: '100%' },
});

function placeOf(each: Diagnostic): string {
  const line =
    each.line === null ? '' : `:${each.line}${each.column === null ? '' : `:${each.column}`}`;
  return [each.file && `${each.file}${line}`, each.path].filter(Boolean).join('  ');
}

export function DiagnosticList({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {byRemedy(diagnostics).map(({ one, remedy, count }) => (
        <li key={`${one.code} ${one.path} ${one.line} ${one.column} ${one.message}`}>
          {one.severity === 'warning' && 'Warning: '}
          <Prose text={one.message} /> {remedy && count === 1 && <Prose text={remedy} />}{' '}
          {placeOf(one) && <code className={styles.place}>{placeOf(one)}</code>}
          {remedy && count > 1 && (
            <div className={styles.remedy}>
              For these {count}: <Prose text={remedy} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

interface ProblemViewProps {
  error: unknown;
  title?: string;
  onRetry?: (() => void) | undefined;
}

export function ProblemView({ error, title, onRetry }: ProblemViewProps) {
  const styles = useStyles();
  const problem = asProblem(error);
  return (
    <MessageBar intent="error" layout="multiline" className={styles.bar} role="alert">
      <MessageBarBody>
        <MessageBarTitle>
          <Prose text={title ?? problem.message} />
        </MessageBarTitle>{' '}
        {title && <Prose text={problem.message} />} {problem.hint && <Prose text={problem.hint} />}{' '}
        <code className={styles.place}>{problem.code}</code>
        {problem.diagnostics.length > 0 && <DiagnosticList diagnostics={problem.diagnostics} />}
      </MessageBarBody>
      {onRetry && (
        <MessageBarActions>
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
