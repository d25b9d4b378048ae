/** Every finding about the draft, each leading to its node and field. */

import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleRegular,
  ChevronDownRegular,
  ChevronUpRegular,
  ErrorCircleFilled,
  WarningFilled,
} from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { Diagnostic } from '../../api/types';
import { Prose } from '../../ui/prose';
import {
  boxOfDiagnostic,
  countBySeverity,
  fieldAndAround,
  fieldOfDiagnostic,
  isBlank,
  levelOfDiagnostic,
} from './data/problems';
import { type Designer, useDesigner } from './data/session';
import { useHistorySearch } from './history/use-history-search';
import { bringMissing } from './import/bring-files';
import { MissingFiles } from './import/missing-files';
import { countNotSent, withoutRemedy } from './import/not-sent';

const useStyles = makeStyles({
  panel: {
    gridArea: 'problems',
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: '2px 8px',
  },
  missing: { padding: '0 8px 8px' },
  list: {
    maxHeight: '168px',
    overflowY: 'auto',
    margin: 0,
    padding: '0 8px 8px',
    listStyleType: 'none',
  },
  item: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    gap: '6px',
    width: '100%',
    textAlign: 'left',
    padding: '5px 6px',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: 'inherit',
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  icon: { fontSize: '16px', marginTop: '2px', display: 'grid' },
  error: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  faint: { color: tokens.colorNeutralForeground3 },
});

interface ProblemsPanelProps {
  /** All levels have their findings here: each of them stands in the way of a job. */
  root: Designer;
  isOpen: boolean;
  onToggle: () => void;
  onShowPanel: () => void;
  onCheck: () => void;
}

export function ProblemsPanel(props: ProblemsPanelProps) {
  const { root, isOpen, onToggle, onShowPanel, onCheck } = props;
  const styles = useStyles();
  const { isChecking } = root;
  const blank = isBlank(root.diagnostics);
  const diagnostics = blank ? [] : root.diagnostics;
  const missing = root.canWrite ? countNotSent(diagnostics) : 0;
  const goTo = useGoTo();
  return (
    <section className={styles.panel} aria-label="Problems" data-pane="problems">
      <div className={styles.head}>
        <Button
          size="small"
          appearance="transparent"
          aria-expanded={isOpen}
          icon={isOpen ? <ChevronDownRegular /> : <ChevronUpRegular />}
          onClick={onToggle}
        >
          Problems
        </Button>
        <Text size={200} role="status" className={styles.faint}>
          {blank ? 'nothing to check yet' : summary(diagnostics)}
        </Text>
        <span style={{ flexGrow: 1 }} />
        <Text size={200} className={styles.faint}>
          {isChecking ? 'Checking…' : ''}
        </Text>
        <Button size="small" appearance="subtle" onClick={onCheck}>
          Validate
        </Button>
      </div>
      {isOpen && diagnostics.length === 0 && (
        <div className={styles.head}>
          {blank ? (
            <Text size={200}>Add a first step: what is drawn is checked as you go.</Text>
          ) : (
            <>
              <CheckmarkCircleRegular className={styles.good} aria-hidden />
              <Text size={200}>Nothing stands in the way.</Text>
            </>
          )}
        </div>
      )}
      {isOpen && missing > 0 && (
        <div className={styles.missing}>
          <MissingFiles count={missing} onFiles={(files) => void bringMissing(root, files)} />
        </div>
      )}
      {isOpen && diagnostics.length > 0 && (
        <ul className={styles.list} aria-label="Findings">
          {(missing > 0 ? withoutRemedy(diagnostics) : diagnostics).map((one, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: findings have no identity of their own.
            <li key={`${one.code} ${one.path} ${i}`}>
              <Finding
                one={one}
                onGo={() => {
                  onShowPanel();
                  goTo(one);
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const { errors, warnings } = countBySeverity(diagnostics);
  if (errors + warnings === 0) return 'none';
  const parts = [];
  if (errors > 0) parts.push(`${errors} ${errors === 1 ? 'error' : 'errors'}`);
  if (warnings > 0) parts.push(`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`);
  return parts.join(', ');
}

function Finding({ one, onGo }: { one: Diagnostic; onGo: () => void }) {
  const styles = useStyles();
  const isError = one.severity === 'error';
  return (
    <button type="button" className={styles.item} onClick={onGo}>
      <span className={mergeClasses(styles.icon, isError ? styles.error : styles.warning)}>
        {isError ? (
          <ErrorCircleFilled aria-label="Error" />
        ) : (
          <WarningFilled aria-label="Warning" />
        )}
      </span>
      <span>
        {one.path && <span className={styles.faint}>{one.path} </span>}
        <Prose text={one.message} />
        {one.hint && (
          <span className={styles.faint}>
            {' '}
            <Prose text={one.hint} />
          </span>
        )}
      </span>
    </button>
  );
}

/** Leads to a finding: to its level, to its box, and into its field. */
function useGoTo(): (one: Diagnostic) => void {
  const here = useDesigner();
  const { isOpen: isHistory } = useHistorySearch();
  const [wanted, setWanted] = useState<Diagnostic | null>(null);
  const at = here.path.join('.');
  useEffect(() => {
    if (wanted === null || isHistory) return;
    const { path, inside } = levelOfDiagnostic(wanted);
    if (path.join('.') !== at) return;
    setWanted(null);
    show(here, inside);
  }, [wanted, isHistory, at, here]);
  return (one) => {
    const { path } = levelOfDiagnostic(one);
    setWanted(one);
    if (isHistory || path.join('.') !== at) here.go(path);
  };
}

/** Selects the box, brings it into view, and puts the cursor into the field that it is about. */
function show({ store, view }: Designer, one: Diagnostic): void {
  const box = boxOfDiagnostic(one, store.get().document);
  store.select(box === null ? [] : [box]);
  if (box !== null) view.get()?.show(box);
  const field = fieldOfDiagnostic(one);
  const focus = (frames: number) => {
    if (field !== null && focusField(field)) return;
    if (field !== null && frames > 0) requestAnimationFrame(() => focus(frames - 1));
    else if (box !== null) view.get()?.reveal(box);
  };
  requestAnimationFrame(() => focus(MOST_FRAMES));
}

/** Frames that the panel may take to show what was selected. */
const MOST_FRAMES = 30;

function focusField(name: string): boolean {
  for (const one of fieldAndAround(name)) {
    const place = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(one)}"]`);
    if (!place) continue;
    for (let fold = place.closest('details'); fold; fold = outer(fold)) fold.open = true;
    place.scrollIntoView({ block: 'center' });
    // A label may hold a button of its own: the field itself comes first.
    const field = place.querySelector<HTMLElement>(':is(input, select, textarea):enabled');
    (field ?? place.querySelector<HTMLElement>('button:enabled, summary'))?.focus();
    return true;
  }
  return false;
}

function outer(fold: HTMLDetailsElement): HTMLDetailsElement | null {
  return fold.parentElement?.closest('details') ?? null;
}
